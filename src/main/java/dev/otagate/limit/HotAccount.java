package dev.otagate.limit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * An account that needs more than this node's share of its quota: permits come from a bucket that all nodes share, some at a
 * time. Requests that find none wait for the result of the next lease. No I/O, no clock of its own; thread-safe.
 *
 * <p>Once closed, it accepts nobody: whoever finds it closed looks the account up again.
 */
final class HotAccount {
    /** A bucket that is found empty is not asked again for so long, or a third of the time in which it fills up. */
    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Within this time of becoming hot, all nodes have put their shares into the bucket. */
    static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    /** What was leased and not used for so long goes back into the bucket. */
    static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int MAX_WAITING = 4_096;
    // A lease beyond what waits is at most this part of what the quota allows in ten seconds.
    private static final double AHEAD = 0.01;
    private static final int SECONDS_AHEAD = 10;

    private final long accountId;
    private final long sinceNanos;
    private final Semaphore room;
    private final Deque<WaitingRequest> waiting = new ArrayDeque<>();
    private RateLimit limit;
    private double initial;
    private double handedOver;
    private boolean closed;
    private boolean queued;
    private boolean joined;
    private boolean asking;
    private int wanted;
    private int leased;
    private int arrivals;
    private double left;
    private long askedAtNanos;
    private long leasedAtNanos;
    private long notBeforeNanos;

    /**
     * @param initial what the shared bucket begins with if this node makes it
     * @param handedOver what is left of this node's share
     * @param room for requests that wait, shared by all accounts
     */
    HotAccount(long accountId, RateLimit limit, double initial, double handedOver, long nowNanos, Semaphore room) {
        this.accountId = accountId;
        this.limit = limit;
        this.initial = initial;
        this.handedOver = handedOver;
        this.sinceNanos = nowNanos;
        this.askedAtNanos = nowNanos;
        this.leasedAtNanos = nowNanos;
        this.notBeforeNanos = nowNanos;
        this.room = room;
    }

    /** The permits, now or later; nothing if this account is closed. */
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
        if (isKnownEmpty(nowNanos) || waiting.size() >= MAX_WAITING || !room.tryAcquire()) {
            return Optional.of(CompletableFuture.completedFuture(rejected(permits, nowNanos)));
        }
        WaitingRequest request = new WaitingRequest(permits);
        waiting.add(request);
        return Optional.of(request.permit());
    }

    /** Whether there may be a permit. A request that is rejected here counts for the size of the next lease. */
    synchronized Permit peek(long nowNanos) {
        expire(nowNanos);
        if (leased > 0 || !isKnownEmpty(nowNanos)) {
            return granted();
        }
        arrivals++;
        return rejected(1, nowNanos);
    }

    /** Takes back permits that were not needed; {@code false} if this account is closed. */
    synchronized boolean giveBack(int permits, long nowNanos) {
        expire(nowNanos);
        leased += permits;
        leasedAtNanos = nowNanos;
        return !closed;
    }

    /** Whether this account has to be put into the queue of those that need a lease, in which it is once at most. */
    synchronized boolean enqueue(long nowNanos) {
        expire(nowNanos);
        boolean needed = !queued && needsLease(nowNanos);
        queued |= needed;
        return needed;
    }

    private boolean needsLease(long nowNanos) {
        return !closed && !asking && (!joined || nowNanos - notBeforeNanos >= 0 && isRunningOut());
    }

    private boolean isRunningOut() {
        return !waiting.isEmpty() || handedOver > 0 || arrivals > 0 && leased <= wanted / 4;
    }

    /** The lease to request now, if there is one; {@link #settle} or {@link #close} must follow. */
    synchronized Optional<LeaseRequest> ask(long nowNanos) {
        queued = false;
        expire(nowNanos);
        if (!needsLease(nowNanos)) {
            return Optional.empty();
        }
        removeGivenUp();
        double most = AHEAD * (limit.burst() + (double) SECONDS_AHEAD * limit.permitsPerSecond());
        // What is leased and lapses is missing on all nodes: no more than half that time uses up, at the rate of late.
        double soonUsed = arrivals * (LEASE_NANOS / 2.0) / Math.max(1, nowNanos - askedAtNanos);
        int ahead = (int) Math.min(most, Math.min(2.0 * arrivals, soonUsed));
        int needed = waiting.stream().mapToInt(WaitingRequest::permits).sum();
        askedAtNanos = nowNanos;
        asking = true;
        wanted = Math.max(0, needed - leased) + ahead;
        arrivals = 0;
        LeaseRequest request = new LeaseRequest(accountId, limit, initial, handedOver, wanted);
        handedOver = 0;
        return Optional.of(request);
    }

    /** Takes what was granted, and serves those that waited for it. */
    void settle(Lease lease, double ownShare, long nowNanos) {
        List<Runnable> results = new ArrayList<>();
        synchronized (this) {
            asking = false;
            joined = true;
            initial = ownShare;
            leased += lease.granted();
            left = lease.left();
            leasedAtNanos = nowNanos;
            serveWaiting(results, nowNanos);
            if (lease.granted() < wanted) {
                notBeforeNanos = nowNanos + pauseNanos();
                if (!isSettling(nowNanos)) {
                    rejectWaiting(results, nowNanos);
                }
            }
        }
        results.forEach(Runnable::run);
    }

    private void serveWaiting(List<Runnable> results, long nowNanos) {
        removeGivenUp();
        while (!waiting.isEmpty() && leased >= waiting.peek().permits()) {
            WaitingRequest request = remove();
            leased -= request.permits();
            Permit permit = granted();
            results.add(() -> {
                if (!request.permit().complete(permit)) {
                    giveBack(request.permits(), nowNanos);
                }
            });
        }
    }

    // What is left is too little for those that waited, and may be enough for others on other nodes.
    private void rejectWaiting(List<Runnable> results, long nowNanos) {
        while (!waiting.isEmpty()) {
            WaitingRequest request = remove();
            Permit permit = rejected(request.permits(), nowNanos);
            results.add(() -> request.permit().complete(permit));
            handedOver += leased;
            leased = 0;
        }
    }

    /** Ends this account for good, and returns those that still wait. */
    synchronized List<WaitingRequest> close() {
        closed = true;
        List<WaitingRequest> remaining = List.copyOf(waiting);
        room.release(waiting.size());
        waiting.clear();
        return remaining;
    }

    /** What this node has leased or not handed over yet; it has none of it from then on. */
    synchronized double takeRest() {
        double rest = handedOver + leased;
        handedOver = 0;
        leased = 0;
        return rest;
    }

    /** Ends this account if the shared bucket has gone, as it was not there when the nodes were asked at {@code lookedNanos}. */
    synchronized boolean closeIfOver(long lookedNanos) {
        closed |= joined && !asking && waiting.isEmpty() && leasedAtNanos - lookedNanos < 0;
        return closed;
    }

    private WaitingRequest remove() {
        room.release();
        return waiting.remove();
    }

    private void removeGivenUp() {
        int before = waiting.size();
        waiting.removeIf(request -> request.permit().isDone());
        room.release(before - waiting.size());
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
        return joined && !asking && nowNanos - notBeforeNanos < 0 && !isSettling(nowNanos);
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
