package dev.otagate.chaos;

import dev.otagate.chaos.Operation.Result;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Deletes products by one node, which may be frozen at any moment, and creates modules by another. Whatever lock the frozen node
 * holds must not stop the creates.
 */
final class DeletionTrial {
    private static final int DELETING_THREADS = 6;
    private static final long MAX_CREATE_MS = 3_000;

    private final Api deleting;
    private final Api creating;
    private final String product;
    private final AtomicInteger deletions = new AtomicInteger();
    private final AtomicInteger creates = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private final String prefix =
            "gate_" + Integer.toHexString(ThreadLocalRandom.current().nextInt()) + "_";
    private final List<Thread> threads;
    private volatile boolean stopped;

    /**
     * @param deleting the node that is frozen
     * @param creating another one
     * @param product that nobody else uses
     */
    DeletionTrial(Api deleting, Api creating, String product) {
        this.deleting = deleting;
        this.creating = creating;
        this.product = product;
        threads = Stream.concat(
                        IntStream.range(0, DELETING_THREADS).mapToObj(i -> new Thread(() -> delete(i))),
                        Stream.of(new Thread(this::create)))
                .toList();
    }

    void start() {
        threads.forEach(Thread::start);
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Whether all creates succeeded in time; prints what happened. */
    boolean holds() {
        long longest = TimeUnit.NANOSECONDS.toMillis(longestNanos.get());
        System.out.printf(
                "a node frozen while it deletes products: %d deletions by it; %d creates by another, %d failed, longest %d ms%n",
                deletions.get(), creates.get(), failures.get(), longest);
        return deletions.get() > 0 && creates.get() > 0 && failures.get() == 0 && longest <= MAX_CREATE_MS;
    }

    private void delete(int thread) {
        for (int i = 0; !stopped; i++) {
            deleting.createProduct(prefix + thread + "_" + i).ifPresent(key -> {
                if (deleting.call(Map.of("Action", "DeleteProduct", "ProductKey", key)) instanceof Result.Done) {
                    deletions.incrementAndGet();
                }
            });
        }
    }

    private void create() {
        while (!stopped) {
            long invoked = System.nanoTime();
            Result created =
                    creating.call(Map.of("Action", "CreateOTAModule", "ProductKey", product, "ModuleName", "m"));
            longestNanos.accumulateAndGet(System.nanoTime() - invoked, Math::max);
            creates.incrementAndGet();
            // A create of unknown result is a failure; the module that it may have left is deleted by the next turn.
            if (created instanceof Result.Unknown) {
                failures.incrementAndGet();
            }
            creating.call(Map.of("Action", "DeleteOTAModule", "ProductKey", product, "ModuleName", "m"));
        }
    }
}
