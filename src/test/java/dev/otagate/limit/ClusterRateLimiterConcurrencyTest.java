package dev.otagate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.SameOnEveryJdk;
import io.github.bucket4j.TimeMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients on two event loops beside the thread that leases permits, in every order of their steps. */
@SameOnEveryJdk
class ClusterRateLimiterConcurrencyTest {
    private static final long ACCOUNT = 1;
    // Too small for shares: the account is hot from its first request on.
    private static final RateLimit LIMIT = new RateLimit(2, 2);
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private enum Fate {
        FAILED((limiter, requests) -> limiter.fail(requests)),
        WITHOUT_RESULT((limiter, requests) -> limiter.settle(requests, List.of())),
        EMPTY((limiter, requests) -> limiter.settle(requests, leases(requests, 0))),
        GRANTED((limiter, requests) -> limiter.settle(requests, leases(requests, 1))),
        COOLED_DOWN((limiter, requests) -> {
            limiter.settle(requests, leases(requests, 1));
            limiter.refresh(Set.of(), Long.MAX_VALUE / 2);
        });

        private final BiConsumer<ClusterRateLimiter, List<Lease.Request>> settle;

        Fate(BiConsumer<ClusterRateLimiter, List<Lease.Request>> settle) {
            this.settle = settle;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRequestGetsItsPermitWhateverBecomesOfTheLeases(Fate fate) {
        int orders = Interleavings.explore(step -> scenario(step, fate));

        assertThat(orders).isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatGivesUpAtItsDeadlineLeavesNothingBehind(Fate fate) {
        int orders = Interleavings.explore(step -> scenario(step, fate, (limiter, permit) -> {
            step.run();
            if (permit.cancel(false)) {
                limiter.acquireLocally(ACCOUNT, LIMIT, 1);
            }
        }));

        assertThat(orders).isGreaterThan(100);
    }

    private static Interleavings.Scenario scenario(Runnable step, Fate fate) {
        return scenario(step, fate, (limiter, permit) -> {});
    }

    private static Interleavings.Scenario scenario(
            Runnable step, Fate fate, BiConsumer<ClusterRateLimiter, CompletableFuture<Permit>> afterwards) {
        AtomicLong nanos = new AtomicLong(TimeUnit.SECONDS.toNanos(1));
        ClusterRateLimiter limiter = new ClusterRateLimiter(clock(step, nanos));
        limiter.update(new ClusterView(2, false));
        List<CompletableFuture<Permit>> permits = new ArrayList<>();
        Runnable client = () -> permits.add(limiter.acquire(ACCOUNT, LIMIT, 1));
        Runnable other = () -> {
            CompletableFuture<Permit> permit = limiter.acquire(ACCOUNT, LIMIT, 1);
            permits.add(permit);
            afterwards.accept(limiter, permit);
        };
        Runnable leases = () -> fate.settle.accept(limiter, limiter.leaseRequests());
        return new Interleavings.Scenario(List.of(client, other, leases), () -> {
            nanos.addAndGet(HotAccount.PAUSE_NANOS);
            limiter.tick();
            limiter.fail(limiter.leaseRequests());
            assertThat(permits).hasSize(2).allMatch(CompletableFuture::isDone);
            assertThat(limiter.waiting()).isZero();
        });
    }

    private static List<Lease> leases(List<Lease.Request> requests, int permits) {
        return requests.stream()
                .map(request -> new Lease(request.accountId(), Math.min(permits, request.wanted()), 0))
                .toList();
    }

    // A step of an actor ends where the limiter itself looks at the clock. It holds a lock in its lambdas alone.
    private static TimeMeter clock(Runnable step, AtomicLong nanos) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                boolean free = STACK.walk(frames -> frames.skip(1)
                        .findFirst()
                        .filter(frame -> frame.getDeclaringClass() == ClusterRateLimiter.class
                                && !frame.getMethodName().startsWith("lambda"))
                        .isPresent());
                if (free) {
                    step.run();
                }
                return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }
}
