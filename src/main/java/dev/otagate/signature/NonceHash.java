package dev.otagate.signature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Names a nonce of an access key in the ledger: the first 128 bits of SHA-256(AccessKeyId, NUL, SignatureNonce), so that a
 * nonce of any length takes 16 bytes. No access key's id holds a NUL, so no two pairs are hashed from the same bytes.
 *
 * <p>Keeps its digest and is therefore not thread-safe: one an event loop.
 */
public final class NonceHash {
    private final MessageDigest sha256;

    /** Fails with {@link IllegalStateException} where the Java runtime lacks SHA-256. */
    public NonceHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The Java runtime has no SHA-256", e);
        }
    }

    /** The nonce's name in the ledger. */
    public UUID of(String accessKeyId, String nonce) {
        sha256.update(accessKeyId.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(nonce.getBytes(StandardCharsets.UTF_8)));
        return new UUID(digest.getLong(), digest.getLong());
    }
}
