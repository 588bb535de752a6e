package dev.otagate.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * An account that needs more than its local token bucket has: permits are leased from a bucket that all nodes share. A request that
 * finds no permit waits for the result of the next lease. Does no I/O; thread-safe.
 *
 * <p>A closed account accepts no request: the caller looks the account up again.
 */
final class HotAccount {
    /** After an empty lease, the next one is requested after this time, or a third of the time in which the bucket fills. */
    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    // After this time, all nodes have put their tokens into the bucket.
    private static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    // Leased permits that are not used within this time return to the bucket.
    private static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(1);
    // A lease exceeds what waiting requests need by at most this part of what the quota allows in ten seconds.
    private static final double AHEAD = 0.01;
    private static final int SECONDS_AHEAD = 10;

    private final long accountId;
    private final long sinceNanos;
    private final WaitingRequests waiting;
    private RateLimit limit;
    private double initial;
    private double handedOver;
    private boolean closed;
    private boolean queued;
    private boolean joined;
    private boolean leasing;
    private int wanted;
    private int leased;
    private int arrivals;
    private double left;
    private long requestedAtNanos;
    private long leasedAtNanos;
    private long notBeforeNanos;

    /**
     * @param initial the permits of the shared bucket if this node creates it
     * @param handedOver the permits of the local bucket, which move to the shared bucket
     * @param room bounds the waiting requests of all accounts together
     */
    HotAccount(long accountId, RateLimit limit, double initial, double handedOver, long nowNanos, Semaphore room) {
        this.accountId = accountId;
        this.limit = limit;
        this.initial = initial;
        this.handedOver = handedOver;
        this.sinceNanos = nowNanos;
        this.requestedAtNanos = nowNanos;
        this.leasedAtNanos = nowNanos;
        this.notBeforeNanos = nowNanos;
        this.waiting = new WaitingRequests(room);
    }

    /** Takes permits, now or when a lease arrives; empty if this account is closed. */
    synchronized Optional<CompletableFuture<Permit>> acquire(RateLimit current, int permits, long nowNanos) {
        if (closed) {
            return Optional.empty();
        }
        limit = current;
        arrivals += permits;
        expire(nowNanos);
        if (waiting.isEmpty() && leased >= permits) {
            leased -= permits;
            return Optional.of(CompletableFuture.completedFuture(granted()));
        }
        Optional<CompletableFuture<Permit>> later = isKnownEmpty(nowNanos) ? Optional.empty() : waiting.add(permits);
        return later.or(() -> Optional.of(CompletableFuture.completedFuture(rejected(permits, nowNanos))));
    }

    /** Returns whether there may be a permit, and does not take it. A request that is rejected here makes the next lease larger. */
    synchronized Permit peek(long nowNanos) {
        expire(nowNanos);
        if (leased > 0 || !isKnownEmpty(nowNanos)) {
            return granted();
        }
        arrivals++;
        return rejected(1, nowNanos);
    }

    /** Takes back permits of a lease, which expire with it. Returns {@code false}, and takes none, if this account is closed. */
    synchronized boolean returnPermits(int permits) {
        leased += closed ? 0 : permits;
        return !closed;
    }

    /** Returns whether the caller must queue this account for a lease. It is queued at most once. */
    synchronized boolean enqueue(long nowNanos) {
        expire(nowNanos);
        boolean needed = !queued && needsLease(nowNanos);
        queued |= needed;
        return needed;
    }

    private boolean needsLease(long nowNanos) {
        return !closed && !leasing && (!joined || nowNanos - notBeforeNanos >= 0 && isRunningOut());
    }

    private boolean isRunningOut() {
        return !waiting.isEmpty() || handedOver > 0 || arrivals > 0 && leased <= wanted / 4;
    }

    /** Returns the lease to request now, if one is needed; {@link #settle} or {@link #close} must follow. */
    synchronized Optional<Lease.Request> request(long nowNanos) {
        queued = false;
        expire(nowNanos);
        if (!needsLease(nowNanos)) {
            return Optional.empty();
        }
        waiting.removeCancelled();
        wanted = Math.max(0, waiting.permits() - leased) + ahead(nowNanos);
        requestedAtNanos = nowNanos;
        leasing = true;
        arrivals = 0;
        Lease.Request request = new Lease.Request(accountId, limit, initial, handedOver, wanted);
        handedOver = 0;
        return Optional.of(request);
    }

    // Other nodes cannot use permits that are leased here. So no more are leased than half a lease time uses at the
    // latest rate.
    private int ahead(long nowNanos) {
        double most = AHEAD * (limit.burst() + (double) SECONDS_AHEAD * limit.permitsPerSecond());
        double soonUsed = arrivals * (LEASE_NANOS / 2.0) / Math.max(1, nowNanos - requestedAtNanos);
        return (int) Math.min(most, Math.min(2.0 * arrivals, soonUsed));
    }

    /** Adds leased permits, and serves the requests that waited for them. */
    void settle(Lease lease, double initialPermits, long nowNanos) {
        List<Runnable> results = new ArrayList<>();
        synchronized (this) {
            leasing = false;
            joined = true;
            initial = initialPermits;
            leased += lease.granted();
            left = lease.left();
            leasedAtNanos = nowNanos;
            serveWaiting(results);
            if (lease.granted() < wanted) {
                notBeforeNanos = nowNanos + pauseNanos();
                if (!isSettling(nowNanos)) {
                    rejectWaiting(results, nowNanos);
                }
            }
        }
        results.forEach(Runnable::run);
    }

    private void serveWaiting(List<Runnable> results) {
        waiting.removeCancelled();
        for (var request = waiting.poll(leased); request != null; request = waiting.poll(leased)) {
            WaitingRequests.Request served = request;
            leased -= served.permits();
            Permit permit = granted();
            results.add(() -> {
                if (!served.permit().complete(permit)) {
                    // Lost if the account was closed meanwhile: fewer permits are safe, and twice as many are not.
                    returnPermits(served.permits());
                }
            });
        }
    }

    // The rest is too small for these requests, and may be enough for others on other nodes.
    private void rejectWaiting(List<Runnable> results, long nowNanos) {
        if (!waiting.isEmpty()) {
            handedOver += leased;
            leased = 0;
        }
        for (WaitingRequests.Request request : waiting.removeAll()) {
            Permit permit = rejected(request.permits(), nowNanos);
            results.add(() -> request.permit().complete(permit));
        }
    }

    /** Ends this account for good, and returns the requests that still wait. */
    synchronized List<WaitingRequests.Request> close() {
        closed = true;
        return waiting.removeAll();
    }

    /** Removes and returns all permits that this node has leased or not handed over. */
    synchronized double takeRest() {
        double rest = handedOver + leased;
        handedOver = 0;
        leased = 0;
        return rest;
    }

    /** Ends this account if the shared bucket no longer exists; {@code seenNanos} is when the list of buckets was read. */
    synchronized boolean closeIfOver(long seenNanos) {
        closed |= joined && !leasing && waiting.isEmpty() && leasedAtNanos - seenNanos < 0;
        return closed;
    }

    private long pauseNanos() {
        return Math.min(PAUSE_NANOS, TimeUnit.SECONDS.toNanos(1) * limit.burst() / limit.permitsPerSecond() / 3);
    }

    private void expire(long nowNanos) {
        if (leased > 0 && nowNanos - leasedAtNanos > LEASE_NANOS) {
            handedOver += leased;
            leased = 0;
        }
    }

    private boolean isKnownEmpty(long nowNanos) {
        return joined && !leasing && nowNanos - notBeforeNanos < 0 && !isSettling(nowNanos);
    }

    private boolean isSettling(long nowNanos) {
        return nowNanos - sinceNanos < SETTLING_NANOS;
    }

    private Permit granted() {
        return new Permit(limit, true, leased, 0);
    }

    private Permit rejected(int permits, long nowNanos) {
        double available = leased + handedOver + left;
        long untilRefill = (long) ((permits - available) / limit.permitsPerSecond() * TimeUnit.SECONDS.toNanos(1));
        return new Permit(
                limit, false, (long) available, Math.max(Math.max(1, untilRefill), notBeforeNanos - nowNanos));
    }
}
