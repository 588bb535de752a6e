package dev.otagate.history;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The last requests of this node: a ring buffer, bounded in number and in bytes. Thread-safe. */
public final class RequestHistory {
    private final int capacity;

    /** @param capacity the most requests; 0 to keep none */
    public RequestHistory(int capacity) {
        this.capacity = capacity;
    }

    /** Whether requests are kept. */
    public boolean isOn() {
        return capacity > 0;
    }

    /** The request with this id, without regard to case. */
    public Optional<RequestRecord> find(String requestId) {
        return Optional.empty();
    }

    /**
     * Returns requests of an account, newest first.
     *
     * @param before the cursor of the page before this one; empty for the first page
     */
    public Page page(String account, OptionalLong before, int limit, Predicate<RequestRecord> filter) {
        return new Page(List.of(), OptionalLong.empty());
    }

    /**
     * A part of the history.
     *
     * @param next the cursor of the next page; empty if this is the last one
     */
    public record Page(List<RequestRecord> requests, OptionalLong next) {}
}
