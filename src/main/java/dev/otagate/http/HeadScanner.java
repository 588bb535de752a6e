package dev.otagate.http;

import dev.otagate.config.ConnectionLimits;
import dev.otagate.failure.ErrorCode;
import io.netty.buffer.ByteBuf;

/**
 * Finds the end of a request's head in raw bytes and applies its limits, before it is decoded: an incomplete head takes no more memory than
 * its bytes. Reads each byte once, even if the head arrives in many pieces.
 */
final class HeadScanner {
    private final ConnectionLimits limits;
    private int skipped;
    private int scanned;
    private int lineStart;
    private int requestLineBytes;
    private int headers;
    private ErrorCode error;

    HeadScanner(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** Prepares for the next head. */
    void reset() {
        skipped = 0;
        scanned = 0;
        lineStart = 0;
        requestLineBytes = 0;
        headers = 0;
        error = null;
    }

    /**
     * Continues where the last call ended. Drops line ends before a head.
     *
     * @return the bytes of the head if it is complete, 0 if more must arrive, -1 if it is rejected
     */
    int scan(ByteBuf in) {
        if (error != null) {
            return -1;
        }
        skipLineEnds(in);
        int start = in.readerIndex();
        int end = in.writerIndex();
        while (true) {
            int newline = in.indexOf(start + scanned, end, (byte) '\n');
            scanned = newline < 0 ? end - start : newline + 1 - start;
            if (isTooLong(newline)) {
                return -1;
            }
            if (newline < 0) {
                return 0;
            }
            int length = scanned - lineStart;
            if (length == 1 || length == 2 && in.getByte(start + lineStart) == '\r') {
                return scanned;
            }
            if (requestLineBytes > 0 && !isHeader(in, start + lineStart, newline)) {
                error = ErrorCode.BAD_REQUEST;
                return -1;
            }
            endLine();
        }
    }

    // RFC 9112, 5: no space before the colon, and no continued lines. Proxies read such lines differently.
    private static boolean isHeader(ByteBuf in, int line, int newline) {
        int colon = in.indexOf(line, newline, (byte) ':');
        return colon > line && !isBlank(in.getByte(line)) && !isBlank(in.getByte(colon - 1));
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** Rejects the head with {@code error}. */
    void fail(ErrorCode error) {
        this.error = error;
    }

    /** The error of a head that is rejected. */
    ErrorCode error() {
        return error;
    }

    private void endLine() {
        if (requestLineBytes == 0) {
            requestLineBytes = scanned;
        } else {
            headers++;
        }
        lineStart = scanned;
    }

    private boolean isTooLong(int newline) {
        if (requestLineBytes == 0) {
            error = skipped + scanned > limits.maxRequestLineBytes() ? ErrorCode.URI_TOO_LONG : null;
        } else if (scanned - requestLineBytes > limits.maxHeaderBytes()
                || headers > limits.maxHeaders()
                || headers == limits.maxHeaders() && newline >= 0 && scanned - lineStart > 2) {
            error = ErrorCode.HEADERS_TOO_LARGE;
        }
        return error != null;
    }

    // Netty's decoder does the same: both must find the same head.
    private void skipLineEnds(ByteBuf in) {
        while (scanned == 0 && in.isReadable() && isLineEnd(in.getByte(in.readerIndex()))) {
            in.skipBytes(1);
            skipped++;
        }
    }

    private static boolean isLineEnd(byte octet) {
        return octet == '\r' || octet == '\n';
    }
}
