package dev.otagate.limit;

/** Where the buckets of the accounts are kept. Answers at once, on any thread, and never blocks. */
public interface RateLimiter {
    /** Takes a permit of the account where there is one. A changed {@code limit} holds from then on. */
    Permit acquire(long accountId, RateLimit limit);

    /** Whether there is a permit, without taking it: for a replayed request, which must not use up its owner's quota. */
    Permit peek(long accountId, RateLimit limit);
}
