package dev.otagate.history;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The last requests of this node: ring buffers, bounded in number and in bytes. Thread-safe. */
public final class RequestHistory {
    /** The longest value of a parameter that is kept. */
    public static final int MAX_VALUE = 120;

    /** The most requests without a correct signature: strangers cannot push the others out. */
    static final int MAX_UNVERIFIED = 1_000;

    static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Ring verified;
    private final Ring unverified;
    private long added;

    /** @param capacity the most requests; 0 to keep none */
    public RequestHistory(int capacity) {
        int strangers = Math.min(MAX_UNVERIFIED, capacity);
        this.unverified = new Ring(strangers, MAX_BYTES / 8);
        this.verified = new Ring(capacity, MAX_BYTES - MAX_BYTES / 8);
    }

    /** Whether requests are kept. */
    public boolean isOn() {
        return verified.capacity() > 0;
    }

    /** Adds a request. Replaces the oldest ones if there is no room. */
    public void add(RequestRecord request) {
        int bytes = request.bytes();
        synchronized (this) {
            added++;
            (request.isVerified() ? verified : unverified).add(new Numbered(added, bytes, request));
        }
    }

    /** The request with this id, without regard to case. */
    public Optional<RequestRecord> find(String requestId) {
        String id = requestId.toLowerCase(Locale.ROOT);
        return copy().map(Numbered::request)
                .filter(request -> request.requestId().equals(id))
                .findFirst();
    }

    /**
     * Returns requests, newest first.
     *
     * @param before the cursor of the page before this one; empty for the first page
     */
    public Page page(OptionalLong before, int limit, Predicate<RequestRecord> filter) {
        List<Numbered> found = copy().filter(each -> each.number() < before.orElse(Long.MAX_VALUE))
                .filter(each -> filter.test(each.request()))
                .sorted(Comparator.comparingLong(Numbered::number).reversed())
                .limit(limit + 1L)
                .toList();
        List<Numbered> page = found.subList(0, Math.min(limit, found.size()));
        return new Page(
                page.stream().map(Numbered::request).toList(),
                found.size() > limit ? OptionalLong.of(page.get(limit - 1).number()) : OptionalLong.empty());
    }

    // So that the event loops do not wait for a search.
    private synchronized Stream<Numbered> copy() {
        return Stream.concat(Stream.of(verified.copy()), Stream.of(unverified.copy()));
    }

    /**
     * @param number in the order in which requests were added
     * @param bytes that the request takes
     */
    private record Numbered(long number, int bytes, RequestRecord request) {}

    /** The last requests, up to a number and to bytes. */
    private static final class Ring {
        private final int capacity;
        private final int maxBytes;
        private final Deque<Numbered> newestFirst = new ArrayDeque<>();
        private int bytes;

        Ring(int capacity, int maxBytes) {
            this.capacity = capacity;
            this.maxBytes = maxBytes;
        }

        int capacity() {
            return capacity;
        }

        void add(Numbered added) {
            newestFirst.addFirst(added);
            bytes += added.bytes();
            while (newestFirst.size() > capacity || bytes > maxBytes) {
                bytes -= newestFirst.removeLast().bytes();
            }
        }

        Numbered[] copy() {
            return newestFirst.toArray(Numbered[]::new);
        }
    }

    /**
     * A part of the history.
     *
     * @param next the cursor of the next page; empty if this is the last one
     */
    public record Page(List<RequestRecord> requests, OptionalLong next) {}
}
