package dev.otagate.limit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** A hot account on a clock that the test advances. */
abstract class HotAccountFixture {
    static final long ID = 7;
    static final RateLimit LIMIT = new RateLimit(100, 100);
    static final Duration SETTLING = Duration.ofMillis(300);
    static final Duration LEASE = Duration.ofSeconds(1);
    static final Duration PAUSE = Duration.ofMillis(50);

    final ManualClock clock = new ManualClock();
    final Semaphore room = new Semaphore(10);
    final HotAccount account = new HotAccount(ID, LIMIT, 50, 40, now(), room);

    long now() {
        return clock.currentTimeNanos();
    }

    CompletableFuture<Permit> acquire(int permits) {
        return account.acquire(LIMIT, permits, now()).orElseThrow();
    }

    Lease.Request request() {
        return account.request(now()).orElseThrow();
    }

    void settle(int granted, double left) {
        account.settle(new Lease(ID, granted, left), 25, now());
    }

    void join(int granted, double left) {
        request();
        settle(granted, left);
    }

    static Permit granted(int remaining) {
        return new Permit(LIMIT, true, remaining, 0);
    }

    static Permit rejected(int remaining, Duration wait) {
        return new Permit(LIMIT, false, remaining, wait.toNanos());
    }
}
