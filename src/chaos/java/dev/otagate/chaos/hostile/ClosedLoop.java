package dev.otagate.chaos.hostile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends a request, waits for its response, then sends the next one: at once after a status 200, else a second later. */
final class ClosedLoop implements Script {
    private static final Pattern HEAD = Pattern.compile(
            "HTTP/1\\.1 (\\d{3}) .*?\r\ncontent-length: *(\\d+)\r\n(?:[^\r]+\r\n)*\r\n",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final long RETRY_AFTER_MS = 1_000;

    private final Supplier<byte[]> requests;
    private final StringBuilder response = new StringBuilder();
    private boolean waits;

    ClosedLoop(Supplier<byte[]> requests) {
        this.requests = requests;
    }

    @Override
    public ByteBuffer next() {
        if (waits) {
            return null;
        }
        waits = true;
        return ByteBuffer.wrap(requests.get());
    }

    @Override
    public long received(ByteBuffer octets) {
        response.append(StandardCharsets.ISO_8859_1.decode(octets));
        Matcher head = HEAD.matcher(response);
        if (!head.lookingAt() || response.length() < head.end() + Integer.parseInt(head.group(2))) {
            return -1;
        }
        boolean served = head.group(1).equals("200");
        response.setLength(0);
        waits = false;
        return served ? 0 : RETRY_AFTER_MS;
    }
}
