package dev.otagate.limit;

import io.github.bucket4j.TimeMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * One quota for all nodes. Thread-safe.
 *
 * <p>While an account gets along with each node's share, nothing is exchanged: of N nodes, each has a bucket with an Nth of rate
 * and burst. Where a share runs out, the account becomes hot: all nodes put what is left of their shares into one bucket in the
 * database, and lease permits from there. An account that rests until that bucket is full is not hot any more.
 *
 * <p>Bound: within any t seconds an account gets at most burst + rate × t, and beyond that what the nodes hold in leases (each at
 * most 1 % of burst + 10 s of rate, for a second), and an Nth of the rate for the fraction of a second until each node knows of a change.
 * A node that is cut off goes on with its share.
 */
public final class ClusterRateLimiter {
    // A smaller share is used up by the first requests anyway.
    private static final int MIN_SHARE = 4;

    private final TimeMeter clock;
    private final LocalRateLimiter shares;
    private final ConcurrentMap<Long, HotAccount> hot = new ConcurrentHashMap<>();
    private final Queue<HotAccount> asking = new ConcurrentLinkedQueue<>();
    private volatile ClusterView view = ClusterView.ALONE;
    private volatile Runnable wake = () -> {};

    /** A limiter on the clock of the machine, of a node that is alone until it is told otherwise. */
    public ClusterRateLimiter() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    /** A limiter on a given clock. */
    public ClusterRateLimiter(TimeMeter clock) {
        this.clock = clock;
        this.shares = new LocalRateLimiter(clock);
    }

    /** @param action called on any thread when there is something in {@link #leaseRequests}; must not block */
    public void onDemand(Runnable action) {
        wake = action;
    }

    /**
     * Takes a permit of the account where there is one. A changed {@code limit} holds from then on.
     *
     * @param answer called at once on the caller's thread, or within half a second on another
     */
    public void acquire(long accountId, RateLimit limit, Consumer<Permit> answer) {
        ClusterView current = view;
        HotAccount account = isShared(limit, current) ? hotAccount(accountId, limit, current) : null;
        if (account == null) {
            Permit permit = shares.acquire(accountId, limit, current.nodes());
            if (permit.granted() || !isShared(limit, current)) {
                answer.accept(permit);
                return;
            }
            account = becomeHot(accountId, limit, current);
        }
        account.acquire(limit, clock.currentTimeNanos(), answer);
        demand(account);
    }

    /** Whether there is a permit, without taking it: for a replayed request, which must not use up its owner's quota. */
    public Permit peek(long accountId, RateLimit limit) {
        ClusterView current = view;
        HotAccount account = isShared(limit, current) ? hot.get(accountId) : null;
        return account == null
                ? shares.peek(accountId, limit, current.nodes())
                : account.peek(clock.currentTimeNanos());
    }

    /** What is to be asked of the shared buckets now, in the order of the accounts; each is to be settled or failed. */
    public List<LeaseRequest> leaseRequests() {
        long now = clock.currentTimeNanos();
        List<LeaseRequest> requests = new ArrayList<>();
        for (HotAccount account = asking.poll(); account != null; account = asking.poll()) {
            if (account.isToAsk(now)) {
                requests.add(account.ask(now));
            }
        }
        return requests;
    }

    /** Takes the answers to {@link #leaseRequests}. */
    public void settle(List<LeaseRequest> requests, List<Lease> leases) {
        Map<Long, Lease> byAccount = new ConcurrentHashMap<>();
        leases.forEach(lease -> byAccount.put(lease.accountId(), lease));
        for (LeaseRequest request : requests) {
            HotAccount account = hot.get(request.accountId());
            Lease lease = byAccount.get(request.accountId());
            if (account != null && lease != null) {
                account.settle(lease, initialShare(request.limit(), view), clock.currentTimeNanos());
                demand(account);
            }
        }
    }

    /** The shared buckets are out of reach: who waits is served from this node's share. */
    public void fail(List<LeaseRequest> requests) {
        requests.forEach(request -> fail(request.accountId(), request.limit()));
    }

    private void fail(long accountId, RateLimit limit) {
        HotAccount account = hot.remove(accountId);
        if (account != null) {
            account.fail(answer -> answer.accept(shares.acquire(accountId, limit, view.nodes())));
        }
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
            if (!stillHot.contains(accountId) && account.isOver(lookedNanos)) {
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

    private HotAccount hotAccount(long accountId, RateLimit limit, ClusterView view) {
        HotAccount account = hot.get(accountId);
        return account == null && isSmall(limit, view) ? becomeHot(accountId, limit, view) : account;
    }

    private HotAccount becomeHot(long accountId, RateLimit limit, ClusterView view) {
        return hot.computeIfAbsent(accountId, id -> {
            boolean small = isSmall(limit, view);
            double handedOver = small ? 0 : shares.drain(id, limit, view.nodes());
            double initial = small ? limit.burst() : handedOver;
            return new HotAccount(id, limit, initial, handedOver, clock.currentTimeNanos());
        });
    }

    private static double initialShare(RateLimit limit, ClusterView view) {
        return isSmall(limit, view) ? limit.burst() : (double) limit.burst() / view.nodes();
    }

    private void demand(HotAccount account) {
        if (account.isToAsk(clock.currentTimeNanos())) {
            asking.add(account);
            wake.run();
        }
    }
}
