package dev.otagate.limit;

import io.github.bucket4j.TimeMeter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * One quota for all nodes. Thread-safe.
 *
 * <p>Each of N nodes has a local token bucket with an Nth of the account's rate and burst. If it runs out, the account becomes hot: all
 * nodes move their tokens into one bucket in the database, and lease permits from it, until that bucket is full and idle.
 *
 * <p>Within t seconds, an account gets at most burst + rate × t, and in addition what the nodes hold in leases (each at most 1 % of
 * burst + 10 s of rate, for one second), and an Nth of the rate for the fraction of a second until each node knows of a change. An
 * isolated node continues with its local bucket.
 */
public final class ClusterRateLimiter {
    // The first requests would use a smaller bucket up.
    private static final int MIN_LOCAL_BURST = 4;
    private static final int MAX_WAITING = 8_192;

    private final TimeMeter clock;
    private final LocalRateLimiter local;
    private final ConcurrentMap<Long, HotAccount> hot = new ConcurrentHashMap<>();
    private final Queue<HotAccount> needLease = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(MAX_WAITING);
    private volatile ClusterView view = ClusterView.ALONE;
    private volatile Runnable wake = () -> {};

    /** Creates a limiter on the clock of the machine, for a single node until {@link #update} is called. */
    public ClusterRateLimiter() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    public ClusterRateLimiter(TimeMeter clock) {
        this.clock = clock;
        this.local = new LocalRateLimiter(clock);
    }

    /** Sets the action to run when {@link #leaseRequests} has something to return. It runs on any thread, and must not block. */
    public void onLeaseNeeded(Runnable action) {
        wake = action;
    }

    /**
     * Takes all of the permits of the account, or none. A changed {@code limit} applies from then on.
     *
     * <p>The result is usually complete at once. If not, it completes on another thread when a lease is settled. The caller sets a deadline,
     * at which it cancels the future and calls {@link #acquireLocally}.
     *
     * @param permits at least 1; more than the burst count as the burst
     */
    public CompletableFuture<Permit> acquire(long accountId, RateLimit limit, int permits) {
        int needed = Math.min(permits, limit.burst());
        while (true) {
            ClusterView current = view;
            if (!isShared(limit, current)) {
                return CompletableFuture.completedFuture(local.acquire(accountId, limit, needed, current.nodes()));
            }
            HotAccount account = hot.get(accountId);
            if (account == null && fitsLocalBucket(limit, needed, current)) {
                Permit permit = local.acquire(accountId, limit, needed, current.nodes());
                if (permit.granted()) {
                    return CompletableFuture.completedFuture(permit);
                }
            }
            HotAccount found = account == null ? becomeHot(accountId, limit, current) : account;
            Optional<CompletableFuture<Permit>> permit = found.acquire(limit, needed, clock.currentTimeNanos());
            if (permit.isPresent()) {
                queueLease(found);
                return permit.get();
            }
            hot.remove(accountId, found);
        }
    }

    /** Takes permits from the local token bucket: for a request whose lease takes too long. */
    public Permit acquireLocally(long accountId, RateLimit limit, int permits) {
        return local.acquire(accountId, limit, Math.min(permits, limit.burst()), view.nodes());
    }

    /** Returns permits of a request that does not cost any. */
    public void returnPermits(long accountId, RateLimit limit, int permits) {
        int returned = Math.min(permits, limit.burst());
        HotAccount account = hot.get(accountId);
        if (account == null || !account.returnPermits(returned)) {
            local.returnPermits(accountId, limit, returned, view.nodes());
        }
    }

    /** Returns whether there is a permit, and does not take it: a throttled account gets no other error. */
    public Permit peek(long accountId, RateLimit limit) {
        ClusterView current = view;
        if (!isShared(limit, current)) {
            return local.peek(accountId, limit, current.nodes());
        }
        HotAccount account = hot.get(accountId);
        // An empty local bucket rejects nothing: acquire() then requests a lease.
        return account == null ? new Permit(limit, true, 0, 0) : account.peek(clock.currentTimeNanos());
    }

    /**
     * Returns the leases to request from the shared buckets now, in the order of the accounts. Each must be settled or failed. One thread
     * calls this method and those that take the results.
     */
    public List<Lease.Request> leaseRequests() {
        long now = clock.currentTimeNanos();
        List<Lease.Request> requests = new ArrayList<>();
        for (HotAccount account = needLease.poll(); account != null; account = needLease.poll()) {
            account.request(now).ifPresent(requests::add);
        }
        return requests;
    }

    /** Adds the leases of {@link #leaseRequests}; a request without a lease fails. */
    public void settle(List<Lease.Request> requests, List<Lease> leases) {
        Map<Long, Lease> byAccount = new HashMap<>();
        leases.forEach(lease -> byAccount.put(lease.accountId(), lease));
        for (Lease.Request request : requests) {
            HotAccount account = hot.get(request.accountId());
            Lease lease = byAccount.get(request.accountId());
            if (account != null && lease != null) {
                account.settle(lease, initialPermits(request.limit(), view), clock.currentTimeNanos());
                queueLease(account);
            } else {
                fail(request, 0);
            }
        }
    }

    /**
     * Fails requests that may have reached the shared buckets: the local bucket serves the requests that wait. The permits that were
     * handed over are lost, since they would count twice if they did arrive.
     */
    public void fail(List<Lease.Request> requests) {
        requests.forEach(request -> fail(request, 0));
    }

    /** Fails requests that did not reach the shared buckets: the permits to hand over return to the local bucket. */
    public void failUnsent(List<Lease.Request> requests) {
        requests.forEach(request -> fail(request, request.handedOver()));
    }

    private void fail(Lease.Request request, double unsent) {
        HotAccount account = hot.remove(request.accountId());
        if (account != null) {
            List<WaitingRequests.Request> waiting = account.close();
            local.returnPermits(request.accountId(), request.limit(), account.takeRest() + unsent, view.nodes());
            waiting.forEach(each -> serveLocally(request.accountId(), request.limit(), each));
        }
    }

    private void serveLocally(long accountId, RateLimit limit, WaitingRequests.Request request) {
        if (!request.permit().isDone()) {
            Permit permit = local.acquire(accountId, limit, request.permits(), view.nodes());
            if (!request.permit().complete(permit) && permit.granted()) {
                local.returnPermits(accountId, limit, request.permits(), view.nodes());
            }
        }
    }

    int waiting() {
        return MAX_WAITING - room.availablePermits();
    }

    public ClusterView view() {
        return view;
    }

    public void update(ClusterView seen) {
        view = seen;
    }

    /** Makes an account hot that is hot on another node: moves the tokens of the local bucket into the shared one. */
    public void join(long accountId, RateLimit limit) {
        if (isShared(limit, view) && !isSmall(limit, view) && !hot.containsKey(accountId)) {
            queueLease(becomeHot(accountId, limit, view));
        }
    }

    /**
     * Removes accounts that are no longer hot.
     *
     * @param stillHot all accounts that had a shared bucket at {@code seenNanos} of this limiter's clock
     */
    public void refresh(Set<Long> stillHot, long seenNanos) {
        hot.forEach((accountId, account) -> {
            if (!stillHot.contains(accountId) && account.closeIfOver(seenNanos)) {
                hot.remove(accountId, account);
            }
        });
    }

    /** Queues every account that needs a lease; call it several times a second. */
    public void tick() {
        hot.values().forEach(this::queueLease);
    }

    private static boolean isShared(RateLimit limit, ClusterView view) {
        return !limit.isUnlimited() && view.nodes() > 1 && !view.isolated();
    }

    private static boolean isSmall(RateLimit limit, ClusterView view) {
        return limit.burst() < (long) MIN_LOCAL_BURST * view.nodes();
    }

    // The local bucket must be able to hold what one request takes.
    private static boolean fitsLocalBucket(RateLimit limit, int permits, ClusterView view) {
        return !isSmall(limit, view) && (long) permits * view.nodes() <= limit.burst();
    }

    private HotAccount becomeHot(long accountId, RateLimit limit, ClusterView view) {
        return hot.computeIfAbsent(accountId, id -> {
            double handedOver = isSmall(limit, view) ? 0 : local.drain(id, limit, view.nodes());
            double initial = isSmall(limit, view) ? limit.burst() : handedOver;
            return new HotAccount(id, limit, initial, handedOver, clock.currentTimeNanos(), room);
        });
    }

    private static double initialPermits(RateLimit limit, ClusterView view) {
        return isSmall(limit, view) ? limit.burst() : (double) limit.burst() / view.nodes();
    }

    private void queueLease(HotAccount account) {
        if (account.enqueue(clock.currentTimeNanos())) {
            needLease.add(account);
            wake.run();
        }
    }
}
