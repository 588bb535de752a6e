package dev.otagate.console;

import dev.otagate.hash.Sha256;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the console.
 *
 * @param tag weak, because both encodings share it
 */
record Asset(String contentType, String tag, Buffer plain, Buffer gzipped) {
    static Asset of(String contentType, byte[] content) throws IOException {
        String hash = HexFormat.of().formatHex(Sha256.newDigest().digest(content), 0, 16);
        return new Asset(contentType, "W/\"" + hash + "\"", Buffer.buffer(content), gzip(content));
    }

    private static Buffer gzip(byte[] content) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(content.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        }
        return Buffer.buffer(compressed.toByteArray());
    }
}
