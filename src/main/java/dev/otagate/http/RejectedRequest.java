package dev.otagate.http;

import dev.otagate.failure.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/** Why a request is rejected before it enters the pipeline. Has no stack trace, because clients can cause any number. */
final class RejectedRequest extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int MAX_DIALECT_BYTES = 4_096;

    private final ErrorCode code;

    private RejectedRequest(ErrorCode code) {
        super(code.name(), null, false, false);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }

    /** Marks a decoded request as rejected if it breaks a rule that Netty does not apply. */
    static void check(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        boolean isKnown = version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
        if (!isKnown) {
            // A response repeats the version of its request.
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
        if (request.decoderResult().isFailure()) {
            return;
        }
        if (!isKnown) {
            mark(request, ErrorCode.UNSUPPORTED_HTTP_VERSION);
        } else if (isAmbiguous(version, request.headers())) {
            mark(request, ErrorCode.BAD_REQUEST);
        }
    }

    // RFC 9112, 3.2: proxies differ about which of two hosts counts. Netty accepts a header without a name.
    private static boolean isAmbiguous(HttpVersion version, HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.HOST).size() > 1
                || headers.contains("")
                || version == HttpVersion.HTTP_1_0 && headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    /** Marks a decoded request as rejected. */
    static void mark(HttpRequest request, ErrorCode code) {
        request.setDecoderResult(DecoderResult.failure(new RejectedRequest(code)));
    }

    /** A rejected request in the place of a head that is not decoded; takes all bytes that have arrived. */
    static HttpRequest of(ByteBuf in, ErrorCode code) {
        HttpRequest request = new DefaultHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.GET, target(in, in.readerIndex(), in.readableBytes()));
        in.skipBytes(in.readableBytes());
        mark(request, code);
        return request;
    }

    /** The target of a head that Netty cannot decode: its query selects the dialect of the response. */
    static String target(ByteBuf in, int index, int length) {
        String start = in.toString(index, Math.min(length, MAX_DIALECT_BYTES), StandardCharsets.ISO_8859_1);
        String[] words = start.lines().findFirst().orElse("").split(" ", 3);
        return words.length > 1 && words[1].startsWith("/") ? words[1] : "/";
    }
}
