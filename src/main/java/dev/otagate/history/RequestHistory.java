package dev.otagate.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The last requests of this node: a ring buffer, bounded in number and in bytes. Thread-safe. */
public final class RequestHistory {
    /** The longest value of a parameter that is kept. */
    public static final int MAX_VALUE = 120;

    static final int MAX_BYTES = 8 * 1024 * 1024;

    private final int capacity;
    private final Deque<RequestRecord> newestFirst = new ArrayDeque<>();
    private long added;
    private int bytes;

    /** @param capacity the most requests; 0 to keep none */
    public RequestHistory(int capacity) {
        this.capacity = capacity;
    }

    /** Whether requests are kept. */
    public boolean isOn() {
        return capacity > 0;
    }

    /** Adds a request. Replaces the oldest ones if there is no room. */
    public synchronized void add(RequestRecord request) {
        newestFirst.addFirst(request);
        added++;
        bytes += request.bytes();
        while (newestFirst.size() > capacity || bytes > MAX_BYTES) {
            bytes -= newestFirst.removeLast().bytes();
        }
    }

    /** The request with this id, without regard to case. */
    public Optional<RequestRecord> find(String requestId) {
        String id = requestId.toLowerCase(Locale.ROOT);
        return copy().requests().stream()
                .filter(request -> request.requestId().equals(id))
                .findFirst();
    }

    /**
     * Returns requests of an account, newest first.
     *
     * @param before the cursor of the page before this one; empty for the first page
     */
    public Page page(String account, OptionalLong before, int limit, Predicate<RequestRecord> filter) {
        Copy copy = copy();
        List<RequestRecord> found = new ArrayList<>();
        long number = copy.added();
        for (Iterator<RequestRecord> rest = copy.requests().iterator(); rest.hasNext(); number--) {
            RequestRecord request = rest.next();
            if (number < before.orElse(Long.MAX_VALUE) && request.account().equals(account) && filter.test(request)) {
                if (found.size() == limit) {
                    return new Page(found, OptionalLong.of(number + 1));
                }
                found.add(request);
            }
        }
        return new Page(found, OptionalLong.empty());
    }

    // So that the event loops do not wait for a search.
    private synchronized Copy copy() {
        return new Copy(List.copyOf(newestFirst), added);
    }

    /** @param added the number of the newest request */
    private record Copy(List<RequestRecord> requests, long added) {}

    /**
     * A part of the history.
     *
     * @param next the cursor of the next page; empty if this is the last one
     */
    public record Page(List<RequestRecord> requests, OptionalLong next) {}
}
