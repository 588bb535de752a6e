package dev.otagate.chaos.hostile;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What hostile connections saw. Thread-safe. */
final class SwarmCounts {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");

    private final Map<String, Long> events = new TreeMap<>();
    private long opened;
    private long sentOctets;

    synchronized void opened() {
        opened++;
    }

    synchronized void sent(int octets) {
        sentOctets += octets;
    }

    /** Counts the status lines in octets that were read; one that is split over two reads is missed. */
    synchronized void received(ByteBuffer octets) {
        Matcher matcher = STATUS.matcher(StandardCharsets.ISO_8859_1.decode(octets.duplicate()));
        while (matcher.find()) {
            events.merge(matcher.group(1), 1L, Long::sum);
        }
    }

    synchronized void closed(IOException reason) {
        String name = reason instanceof EOFException ? "closed" : "reset";
        events.merge(reason instanceof ConnectException ? "not connected" : name, 1L, Long::sum);
    }

    synchronized void failed(String reason) {
        event(reason);
    }

    synchronized void event(String name) {
        events.merge(name, 1L, Long::sum);
    }

    /** Responses over HTTP/1. */
    synchronized long responses() {
        return events.entrySet().stream()
                .filter(event -> event.getKey().length() == 3)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    synchronized long count(String event) {
        return events.getOrDefault(event, 0L);
    }

    @Override
    public synchronized String toString() {
        return opened + " opened, " + sentOctets / 1_000_000 + " MB sent, " + events;
    }
}
