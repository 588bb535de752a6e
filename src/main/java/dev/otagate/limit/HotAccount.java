package dev.otagate.limit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An account that needs more than this node's share of its quota: permits come from a bucket that all nodes share, some at a
 * time. Requests that find none wait for the answer to the next lease. No I/O, no clock of its own; thread-safe.
 */
final class HotAccount {
    /** A bucket that is found empty is not asked again for so long, or a third of the time in which it fills up. */
    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Within this time of becoming hot, all nodes have put their shares into the bucket. */
    static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    /** What was leased and not used for so long is forgotten. */
    static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int MAX_WAITING = 10_000;
    // A lease beyond what waits is at most this part of what the quota allows in ten seconds.
    private static final double AHEAD = 0.01;
    private static final int SECONDS_AHEAD = 10;

    private final long accountId;
    private final long sinceNanos;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private RateLimit limit;
    private double initial;
    private double handedOver;
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
     * @param initial what the shared bucket begins with where this node makes it
     * @param handedOver what is left of this node's share
     */
    HotAccount(long accountId, RateLimit limit, double initial, double handedOver, long nowNanos) {
        this.accountId = accountId;
        this.limit = limit;
        this.initial = initial;
        this.handedOver = handedOver;
        this.sinceNanos = nowNanos;
        this.askedAtNanos = nowNanos;
        this.leasedAtNanos = nowNanos;
        this.notBeforeNanos = nowNanos;
    }

    /** Answers at once where it can be known, or later. */
    void acquire(RateLimit current, long nowNanos, Consumer<Permit> answer) {
        Permit permit = take(current, nowNanos, answer);
        if (permit != null) {
            answer.accept(permit);
        }
    }

    private synchronized Permit take(RateLimit current, long nowNanos, Consumer<Permit> answer) {
        limit = current;
        arrivals++;
        expire(nowNanos);
        if (leased > 0) {
            leased--;
            return granted();
        }
        if (isKnownEmpty(nowNanos) || waiting.size() >= MAX_WAITING) {
            return refused(nowNanos);
        }
        waiting.add(new Waiting(answer));
        return null;
    }

    /** Whether there may be a permit. */
    synchronized Permit peek(long nowNanos) {
        expire(nowNanos);
        return leased == 0 && isKnownEmpty(nowNanos) ? refused(nowNanos) : granted();
    }

    /** Whether a lease is to be asked for now. */
    synchronized boolean isToAsk(long nowNanos) {
        return !asking && (!joined || nowNanos - notBeforeNanos >= 0 && isRunningOut());
    }

    private boolean isRunningOut() {
        return !waiting.isEmpty() || arrivals > 0 && leased <= wanted / 4;
    }

    /** What to ask for; {@link #settle} or {@link #fail} must follow. */
    synchronized LeaseRequest ask(long nowNanos) {
        double most = AHEAD * (limit.burst() + (double) SECONDS_AHEAD * limit.permitsPerSecond());
        // What is leased and lapses is lost to all nodes: no more than half that time uses up, at the rate of late.
        double soonUsed = arrivals * (LEASE_NANOS / 2.0) / Math.max(1, nowNanos - askedAtNanos);
        int ahead = (int) Math.min(most, Math.min(2.0 * arrivals, soonUsed));
        askedAtNanos = nowNanos;
        asking = true;
        wanted = waiting.size() + ahead;
        arrivals = 0;
        LeaseRequest request = new LeaseRequest(accountId, limit, initial, handedOver, wanted);
        handedOver = 0;
        return request;
    }

    /** Takes what was granted, and answers those that waited for it. */
    void settle(Lease lease, double ownShare, long nowNanos) {
        List<Runnable> answers = new ArrayList<>();
        synchronized (this) {
            asking = false;
            joined = true;
            initial = ownShare;
            leased += lease.granted();
            left = lease.left();
            leasedAtNanos = nowNanos;
            while (leased > 0 && !waiting.isEmpty()) {
                leased--;
                answers.add(waiting.remove().with(granted()));
            }
            if (lease.granted() < wanted) {
                notBeforeNanos = nowNanos + pauseNanos();
                if (!isSettling(nowNanos)) {
                    refuseWaiting(answers, nowNanos);
                }
            }
        }
        answers.forEach(Runnable::run);
    }

    /** Gives up asking; those that wait are answered by what {@code otherwise} says. */
    void fail(Consumer<Consumer<Permit>> otherwise) {
        List<Waiting> left;
        synchronized (this) {
            asking = false;
            left = List.copyOf(waiting);
            waiting.clear();
        }
        left.forEach(one -> otherwise.accept(one.answer()));
    }

    /** Whether the shared bucket has gone, as it was not there when the nodes were asked at {@code lookedNanos}. */
    synchronized boolean isOver(long lookedNanos) {
        return joined && !asking && waiting.isEmpty() && leasedAtNanos - lookedNanos < 0;
    }

    private long pauseNanos() {
        return Math.min(PAUSE_NANOS, TimeUnit.SECONDS.toNanos(1) * limit.burst() / limit.permitsPerSecond() / 3);
    }

    private void refuseWaiting(List<Runnable> answers, long nowNanos) {
        while (!waiting.isEmpty()) {
            answers.add(waiting.remove().with(refused(nowNanos)));
        }
    }

    private void expire(long nowNanos) {
        if (nowNanos - leasedAtNanos > LEASE_NANOS) {
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

    private Permit refused(long nowNanos) {
        long untilRefill = (long) ((1 - left) / limit.permitsPerSecond() * TimeUnit.SECONDS.toNanos(1));
        return new Permit(limit, false, 0, Math.max(Math.max(1, untilRefill), notBeforeNanos - nowNanos));
    }

    private record Waiting(Consumer<Permit> answer) {
        Runnable with(Permit permit) {
            return () -> answer.accept(permit);
        }
    }
}
