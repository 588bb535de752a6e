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
 * <p>While an account gets along with each node's share, nothing is exchanged: of N nodes, each has a bucket with an Nth of rate
 * and burst. If a share runs out, the account becomes hot: all nodes put what is left of their shares into one bucket in the
 * database, and lease permits from there. An account that rests until that bucket is full is not hot any more.
 *
 * <p>Bound: within any t seconds an account gets at most burst + rate × t, and beyond that what the nodes hold in leases (each at
 * most 1 % of burst + 10 s of rate, for a second), and an Nth of the rate for the fraction of a second until each node knows of a change.
 * A node that is isolated goes on with its share.
 */
public final class ClusterRateLimiter {
    // A smaller share is used up by the first requests anyway.
    private static final int MIN_SHARE = 4;
    private static final int MAX_WAITING = 8_192;

    private final TimeMeter clock;
    private final LocalRateLimiter shares;
    private final ConcurrentMap<Long, HotAccount> hot = new ConcurrentHashMap<>();
    private final Queue<HotAccount> asking = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(MAX_WAITING);
    private volatile ClusterView view = ClusterView.ALONE;
    private volatile Runnable wake = () -> {};

    /** A limiter on the clock of the machine, of a node that is alone until {@link #update} says otherwise. */
    public ClusterRateLimiter() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    /** A limiter on a given clock. */
    public ClusterRateLimiter(TimeMeter clock) {
        this.clock = clock;
        this.shares = new LocalRateLimiter(clock);
    }

    /**
     * Sets what is called if there is something in {@link #leaseRequests}.
     *
     * @param action called on any thread; must not block
     */
    public void onDemand(Runnable action) {
        wake = action;
    }

    /**
     * Takes permits of the account, or none of them. A changed {@code limit} holds from then on.
     *
     * <p>The result is there at once as a rule. If not, it is completed on another thread when a lease is settled, and the
     * caller sets a deadline: it cancels the future and calls {@link #acquireFromShare}.
     *
     * @param permits at least 1; more than the burst count as the burst
     */
    public CompletableFuture<Permit> acquire(long accountId, RateLimit limit, int permits) {
        int needed = Math.min(permits, limit.burst());
        while (true) {
            ClusterView current = view;
            if (!isShared(limit, current)) {
                return CompletableFuture.completedFuture(shares.acquire(accountId, limit, needed, current.nodes()));
            }
            HotAccount account = hot.get(accountId);
            if (account == null && isInShare(limit, needed, current)) {
                Permit permit = shares.acquire(accountId, limit, needed, current.nodes());
                if (permit.granted()) {
                    return CompletableFuture.completedFuture(permit);
                }
            }
            HotAccount found = account == null ? becomeHot(accountId, limit, current) : account;
            Optional<CompletableFuture<Permit>> permit = found.acquire(limit, needed, clock.currentTimeNanos());
            if (permit.isPresent()) {
                demand(found);
                return permit.get();
            }
            hot.remove(accountId, found);
        }
    }

    /** Takes permits of this node's share alone: for a request whose lease took too long. */
    public Permit acquireFromShare(long accountId, RateLimit limit, int permits) {
        return shares.acquire(accountId, limit, Math.min(permits, limit.burst()), view.nodes());
    }

    /** Returns permits of a request that turned out to cost none. */
    public void giveBack(long accountId, RateLimit limit, int permits) {
        int returned = Math.min(permits, limit.burst());
        HotAccount account = hot.get(accountId);
        if (account == null || !account.giveBack(returned, clock.currentTimeNanos())) {
            shares.giveBack(accountId, limit, returned, view.nodes());
        }
    }

    /** Whether there is a permit, without taking it: a throttled account gets no other error. */
    public Permit peek(long accountId, RateLimit limit) {
        ClusterView current = view;
        if (!isShared(limit, current)) {
            return shares.peek(accountId, limit, current.nodes());
        }
        HotAccount account = hot.get(accountId);
        // A share that is used up is no reason to reject: acquire() asks the shared bucket then.
        return account == null ? new Permit(limit, true, 0, 0) : account.peek(clock.currentTimeNanos());
    }

    /**
     * The leases to request of the shared buckets now, in the order of the accounts; each is to be settled or failed. This and the
     * methods that take the results are called by one thread.
     */
    public List<LeaseRequest> leaseRequests() {
        long now = clock.currentTimeNanos();
        List<LeaseRequest> requests = new ArrayList<>();
        for (HotAccount account = asking.poll(); account != null; account = asking.poll()) {
            account.ask(now).ifPresent(requests::add);
        }
        return requests;
    }

    /** Takes the results of {@link #leaseRequests}; a request without one fails. */
    public void settle(List<LeaseRequest> requests, List<Lease> leases) {
        Map<Long, Lease> byAccount = new HashMap<>();
        leases.forEach(lease -> byAccount.put(lease.accountId(), lease));
        for (LeaseRequest request : requests) {
            HotAccount account = hot.get(request.accountId());
            Lease lease = byAccount.get(request.accountId());
            if (account != null && lease != null) {
                account.settle(lease, initialShare(request.limit(), view), clock.currentTimeNanos());
                demand(account);
            } else {
                fail(request, 0);
            }
        }
    }

    /**
     * The shared buckets may or may not have taken these requests: this node's share serves those that wait. What the requests handed
     * over is given up, since it would count twice if it did arrive.
     */
    public void fail(List<LeaseRequest> requests) {
        requests.forEach(request -> fail(request, 0));
    }

    /** These requests did not reach the shared buckets: what they handed over goes back to this node's share, which serves those that wait. */
    public void failUnsent(List<LeaseRequest> requests) {
        requests.forEach(request -> fail(request, request.handedOver()));
    }

    private void fail(LeaseRequest request, double unsent) {
        long accountId = request.accountId();
        RateLimit limit = request.limit();
        HotAccount account = hot.remove(accountId);
        if (account != null) {
            List<WaitingRequest> waiting = account.close();
            shares.putBack(accountId, limit, account.takeRest() + unsent, view.nodes());
            waiting.forEach(each -> serveFromShare(accountId, limit, each));
        }
    }

    private void serveFromShare(long accountId, RateLimit limit, WaitingRequest request) {
        if (!request.permit().isDone()) {
            Permit permit = shares.acquire(accountId, limit, request.permits(), view.nodes());
            if (!request.permit().complete(permit) && permit.granted()) {
                shares.giveBack(accountId, limit, request.permits(), view.nodes());
            }
        }
    }

    /** How many requests wait for a lease. */
    int waiting() {
        return MAX_WAITING - room.availablePermits();
    }

    /** What is known of the nodes. */
    public ClusterView view() {
        return view;
    }

    /** Takes notice of the nodes. */
    public void update(ClusterView seen) {
        view = seen;
    }

    /** Joins an account that is hot on another node, and puts this node's share into its bucket. */
    public void join(long accountId, RateLimit limit) {
        if (isShared(limit, view) && !isSmall(limit, view) && !hot.containsKey(accountId)) {
            demand(becomeHot(accountId, limit, view));
        }
    }

    /**
     * Lets go of accounts that are not hot any more, and asks again for those that wait.
     *
     * @param stillHot all accounts that had a shared bucket at {@code lookedNanos} of this limiter's clock
     */
    public void refresh(Set<Long> stillHot, long lookedNanos) {
        hot.forEach((accountId, account) -> {
            if (!stillHot.contains(accountId) && account.closeIfOver(lookedNanos)) {
                hot.remove(accountId, account);
            }
        });
    }

    /** Asks again for all that wait; to be called several times a second. */
    public void tick() {
        hot.values().forEach(this::demand);
    }

    private static boolean isShared(RateLimit limit, ClusterView view) {
        return !limit.isUnlimited() && view.nodes() > 1 && !view.cutOff();
    }

    private static boolean isSmall(RateLimit limit, ClusterView view) {
        return limit.burst() < (long) MIN_SHARE * view.nodes();
    }

    // A share must be able to hold what one request takes.
    private static boolean isInShare(RateLimit limit, int permits, ClusterView view) {
        return !isSmall(limit, view) && (long) permits * view.nodes() <= limit.burst();
    }

    private HotAccount becomeHot(long accountId, RateLimit limit, ClusterView view) {
        return hot.computeIfAbsent(accountId, id -> {
            boolean small = isSmall(limit, view);
            double handedOver = small ? 0 : shares.drain(id, limit, view.nodes());
            double initial = small ? limit.burst() : handedOver;
            return new HotAccount(id, limit, initial, handedOver, clock.currentTimeNanos(), room);
        });
    }

    private static double initialShare(RateLimit limit, ClusterView view) {
        return isSmall(limit, view) ? limit.burst() : (double) limit.burst() / view.nodes();
    }

    private void demand(HotAccount account) {
        if (account.enqueue(clock.currentTimeNanos())) {
            asking.add(account);
            wake.run();
        }
    }
}
