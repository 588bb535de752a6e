package dev.otagate.limit;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Nodes with one account on a simulated clock, in steps of a millisecond. The shared bucket answers after 2 ms; nodes learn of each
 * other's doings every 100 ms.
 */
final class SimulatedCluster {
    private static final long ACCOUNT = 1;
    private static final int ANSWER_MS = 2;
    private static final int BEAT_MS = 100;
    private static final int ROUND_MS = 1_000;
    private static final int REST_MS = 3_000;

    private final RateLimit limit;
    private final List<Node> nodes;
    private final List<Long> grantedAtMs = new ArrayList<>();
    private final Map<Long, SharedBucket> buckets = new HashMap<>();
    private long nowMs = 1_000;

    /** @param phasesMs one for each node: when its beats come, within 100 ms */
    SimulatedCluster(RateLimit limit, int... phasesMs) {
        this.limit = limit;
        this.nodes = IntStream.of(phasesMs)
                .mapToObj(phaseMs -> new Node(phasesMs.length, phaseMs))
                .toList();
    }

    /** Nodes whose beats are evenly apart. */
    static SimulatedCluster of(RateLimit limit, int size) {
        return new SimulatedCluster(
                limit, IntStream.range(0, size).map(i -> i * BEAT_MS / size).toArray());
    }

    /** Lets so many requests a second arrive at each node, evenly, for a time; gives how many passed. */
    int run(Duration time, double... perSecond) {
        int before = grantedAtMs.size();
        for (long step = 0; step < time.toMillis(); step++) {
            nowMs++;
            for (int i = 0; i < nodes.size(); i++) {
                nodes.get(i).step(i < perSecond.length ? perSecond[i] / 1_000 : 0);
            }
        }
        return grantedAtMs.size() - before;
    }

    /** The most that passed within any window of that length. */
    int mostWithin(Duration window) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < grantedAtMs.size(); last++) {
            while (grantedAtMs.get(last) - grantedAtMs.get(first) >= window.toMillis()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private final class Node {
        private final ClusterRateLimiter limiter = new ClusterRateLimiter(new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nowMs * 1_000_000;
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        });
        private final long phaseMs;
        private double due;
        private List<Lease.Request> asked = List.of();
        private long askedAtMs;

        Node(int size, long phaseMs) {
            this.phaseMs = phaseMs;
            limiter.update(new ClusterView(size, false));
        }

        void step(double arrivals) {
            due += arrivals;
            for (; due >= 1; due--) {
                limiter.acquire(ACCOUNT, limit, 1).thenAccept(this::count);
            }
            lease();
            if ((nowMs + phaseMs) % BEAT_MS == 0) {
                limiter.tick();
                buckets.keySet().forEach(account -> limiter.join(account, limit));
            }
            if ((nowMs + phaseMs) % ROUND_MS == 0) {
                buckets.values().removeIf(SharedBucket::hasRested);
                limiter.refresh(buckets.keySet(), nowMs * 1_000_000);
            }
        }

        private void count(Permit permit) {
            if (permit.granted()) {
                grantedAtMs.add(nowMs);
            }
        }

        private void lease() {
            if (!asked.isEmpty() && nowMs - askedAtMs >= ANSWER_MS) {
                List<Lease.Request> requests = asked;
                asked = List.of();
                limiter.settle(
                        requests,
                        requests.stream().map(SimulatedCluster.this::respond).toList());
            }
            if (asked.isEmpty()) {
                asked = limiter.leaseRequests();
                askedAtMs = nowMs;
            }
        }
    }

    private Lease respond(Lease.Request request) {
        SharedBucket known = buckets.get(request.accountId());
        SharedBucket bucket = known == null ? new SharedBucket(request.initial()) : known;
        buckets.put(request.accountId(), bucket);
        return bucket.lease(request, known == null ? 0 : request.handedOver());
    }

    /** What lease-permits.sql does. */
    private final class SharedBucket {
        private double tokens;
        private long refilledAtMs = nowMs;
        private long askedAtMs = nowMs;

        SharedBucket(double tokens) {
            this.tokens = tokens;
        }

        Lease lease(Lease.Request request, double handedOver) {
            tokens = Math.min(limit.burst(), handedOver + refilled());
            refilledAtMs = nowMs;
            int granted = (int) Math.floor(Math.min(request.wanted(), tokens));
            tokens -= granted;
            askedAtMs = request.wanted() > 0 ? nowMs : askedAtMs;
            return new Lease(request.accountId(), granted, tokens);
        }

        private double refilled() {
            return Math.min(limit.burst(), tokens + limit.permitsPerSecond() * (nowMs - refilledAtMs) / 1_000.0);
        }

        boolean hasRested() {
            return nowMs - askedAtMs > REST_MS && refilled() >= limit.burst();
        }
    }
}
