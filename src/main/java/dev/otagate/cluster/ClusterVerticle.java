package dev.otagate.cluster;

import dev.otagate.database.Pools;
import dev.otagate.database.ServerSelector;
import dev.otagate.limit.ClusterRateLimiter;
import dev.otagate.limit.ClusterView;
import dev.otagate.limit.Lease;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends heartbeats, counts the other nodes, and leases permits of hot accounts, on its own connection. A node without a response for a
 * second is isolated: its local token buckets limit the rates.
 */
public final class ClusterVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterVerticle.class);
    private static final long HEARTBEAT_MS = 100;
    private static final int HEARTBEATS_PER_REFRESH = 10;
    private static final long ISOLATED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long RESPONSE_TIMEOUT_MS = 400;
    // Includes the connect.
    private static final long START_TIMEOUT_MS = 5_000;

    private final ServerSelector servers;
    private final Node self;
    private final ClusterRateLimiter limiter;
    private final ClockSkew clockSkew;
    private final AtomicBoolean woken = new AtomicBoolean();
    private Pool pool;
    private NodeRegistry registry;
    private SharedBuckets buckets;
    private long confirmedNanos;
    private int heartbeats;
    private boolean heartbeatInProgress;
    private boolean leaseInProgress;
    private boolean stopped;

    public ClusterVerticle(ServerSelector servers, Node self, ClusterRateLimiter limiter, ClockSkew clockSkew) {
        this.clockSkew = clockSkew;
        this.servers = servers;
        this.self = self;
        this.limiter = limiter;
    }

    /** Started when the other nodes are counted. */
    @Override
    public Future<?> start() {
        pool = Pools.heartbeats(vertx, servers, "cluster");
        registry = new NodeRegistry(pool);
        buckets = new SharedBuckets(pool);
        limiter.onLeaseNeeded(this::wake);
        return registry.heartbeat(self)
                .timeout(START_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .onSuccess(heartbeat -> {
                    confirm(heartbeat.nodes(), System.nanoTime());
                    vertx.setPeriodic(HEARTBEAT_MS, timer -> heartbeat());
                })
                // A verticle that does not start is not stopped.
                .onFailure(cause -> pool.close());
    }

    private void heartbeat() {
        if (System.nanoTime() - confirmedNanos > ISOLATED_NANOS
                && !limiter.view().isolated()) {
            LOG.warn("isolated from the other nodes: limiting rates by the local token buckets");
            limiter.update(limiter.view().lost());
        }
        limiter.tick();
        if (heartbeatInProgress) {
            return;
        }
        heartbeatInProgress = true;
        long sentNanos = System.nanoTime();
        long sentMs = clockSkew.now();
        registry.heartbeat(self)
                .timeout(RESPONSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .compose(heartbeat -> {
                    clockSkew.observe(sentMs, heartbeat.databaseMs());
                    confirm(heartbeat.nodes(), sentNanos);
                    return registry.newlyHot().timeout(RESPONSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
                })
                .compose(accounts -> {
                    accounts.forEach(limiter::join);
                    return ++heartbeats % HEARTBEATS_PER_REFRESH == 0 ? refresh() : Future.succeededFuture();
                })
                .onFailure(cause -> failed("a heartbeat had no response", cause))
                .onComplete(done -> heartbeatInProgress = false);
    }

    private Future<?> refresh() {
        long askedNanos = System.nanoTime();
        return registry.stillHot()
                .timeout(RESPONSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .onSuccess(accounts -> limiter.refresh(accounts, askedNanos));
    }

    private void confirm(int nodes, long sentNanos) {
        confirmedNanos = sentNanos;
        ClusterView before = limiter.view();
        ClusterView now = new ClusterView(nodes, false);
        if (!now.equals(before)) {
            limiter.update(now);
            LOG.atInfo().addKeyValue("nodes", nodes).log("number of nodes changed");
        }
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(ignored -> {
                woken.set(false);
                lease();
            });
        }
    }

    // One statement at a time; later requests wait for the next one.
    private void lease() {
        if (leaseInProgress) {
            return;
        }
        List<Lease.Request> requests = limiter.leaseRequests();
        if (requests.isEmpty()) {
            return;
        }
        leaseInProgress = true;
        // Set when the requests are sent, or when they time out before that.
        AtomicBoolean begun = new AtomicBoolean();
        buckets.lease(requests, () -> begun.compareAndSet(false, true))
                .timeout(RESPONSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .onSuccess(leases -> limiter.settle(requests, leases))
                .onFailure(cause -> {
                    failed("a lease of permits failed", cause);
                    if (begun.compareAndSet(false, true)) {
                        limiter.failUnsent(requests);
                    } else {
                        limiter.fail(requests);
                    }
                })
                .onComplete(done -> {
                    leaseInProgress = false;
                    lease();
                });
    }

    private void failed(String message, Throwable cause) {
        if (!stopped) {
            LOG.atDebug().addKeyValue("cause", cause.getMessage()).log(message);
        }
    }

    /** Leaves the cluster, and closes the connection: what is in progress fails. */
    @Override
    public Future<?> stop() {
        stopped = true;
        return registry.leave(self)
                .timeout(RESPONSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .transform(left -> pool.close());
    }
}
