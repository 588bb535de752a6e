package dev.otagate.http;

import dev.otagate.config.ConnectionLimits;
import dev.otagate.failure.ErrorCode;
import io.netty.buffer.ByteBuf;

/**
 * Finds the end of a request's head in raw bytes and applies its limits, so that a head costs no more than its bytes until it is
 * complete. Looks at each byte once, however many pieces the head arrives in.
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

    /** Forgets the head that was scanned, for the next one. */
    void reset() {
        skipped = 0;
        scanned = 0;
        lineStart = 0;
        requestLineBytes = 0;
        headers = 0;
        error = null;
    }

    /**
     * Scans on from where the last call ended. Line ends before a head are dropped.
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

    // RFC 9112, 5: no space before the colon, and no line that continues another. Others may read such a line
    // differently.
    private static boolean isHeader(ByteBuf in, int line, int newline) {
        int colon = in.indexOf(line, newline, (byte) ':');
        return colon > line && !isBlank(in.getByte(line)) && !isBlank(in.getByte(colon - 1));
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** Breaks off: the head is rejected with {@code error}. */
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

    // As Netty's decoder does: both must see the same head.
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
