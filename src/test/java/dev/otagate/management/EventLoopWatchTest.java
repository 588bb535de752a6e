package dev.otagate.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopWatchTest {
    private static final long TURN_MS = 10;

    private final Vertx management = Vertx.vertx();
    private final ExecutorService loop = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        loop.shutdownNow();
        management.close();
    }

    @Test
    void isStuckWhileALoopRunsNoTask() {
        CountDownLatch release = new CountDownLatch(1);
        EventLoopWatch watch = started(List.of((Executor) Runnable::run, loop));
        loop.execute(() -> awaitQuietly(release));

        Awaitility.await().until(watch::isStuck);
        release.countDown();
        Awaitility.await().until(() -> !watch.isStuck());
    }

    @Test
    void isStuckOnceALoopHasEnded() {
        EventLoopWatch watch = started(List.of(task -> {
            throw new RejectedExecutionException();
        }));

        Awaitility.await().until(watch::isStuck);
    }

    @Test
    void isNotStuckAfterTheWholeProcessWasFrozen() {
        List<Runnable> tasks = new ArrayList<>();
        AtomicInteger turns = new AtomicInteger();
        // The event loop runs its tasks once a turn of management; both stand still in the middle for forty turns.
        EventLoopWatch watch = new EventLoopWatch(List.of((Executor) tasks::add), TURN_MS);
        management.runOnContext(begun -> {
            watch.start(management);
            management.setPeriodic(TURN_MS, timer -> {
                if (turns.incrementAndGet() == 5) {
                    freeze();
                } else if (turns.get() % 3 == 0) {
                    tasks.forEach(Runnable::run);
                    tasks.clear();
                }
            });
        });

        Awaitility.await().pollDelay(Duration.ZERO).until(() -> {
            assertThat(watch.isStuck()).isFalse();
            return turns.get() > 60;
        });
    }

    private EventLoopWatch started(List<? extends Executor> loops) {
        EventLoopWatch watch = new EventLoopWatch(loops, TURN_MS);
        watch.start(management);
        return watch;
    }

    private static void freeze() {
        awaitQuietly(new CountDownLatch(1));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(400, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
