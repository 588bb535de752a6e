package dev.otagate.limit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs actors on threads of their own, one at a time, in every order of their steps (depth first). A step of an actor ends where
 * it calls the {@code step} that it was made with; it must hold no lock there.
 */
final class Interleavings {
    private static final long STUCK_SECONDS = 10;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Integer> choices = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private int position;

    /** Actors, and what must hold when all of them have ended. */
    record Scenario(List<Runnable> actors, Runnable check) {}

    /** Checks a scenario, made anew for each order, in all orders; returns how many there were. */
    static int explore(Function<Runnable, Scenario> scenarios) {
        Interleavings orders = new Interleavings();
        int count = 0;
        try {
            do {
                orders.position = 0;
                new Run(orders).run(scenarios);
                count++;
            } while (orders.next());
        } finally {
            orders.threads.shutdownNow();
        }
        return count;
    }

    private int choose(int width) {
        if (position == choices.size()) {
            choices.add(0);
            widths.add(width);
        }
        return choices.get(position++);
    }

    private boolean next() {
        for (int last = choices.size() - 1; last >= 0; last--) {
            int choice = choices.remove(last) + 1;
            if (choice < widths.get(last)) {
                choices.add(choice);
                return true;
            }
            widths.remove(last);
        }
        return false;
    }

    private static final class Run {
        private final Interleavings orders;
        private final Semaphore scheduler = new Semaphore(0);
        private final ThreadLocal<Semaphore> turn = new ThreadLocal<>();
        // Handed from actor to scheduler by the semaphores.
        private final Set<Semaphore> ended = new HashSet<>();
        private final List<Throwable> failures = new ArrayList<>();

        Run(Interleavings orders) {
            this.orders = orders;
        }

        void run(Function<Runnable, Scenario> scenarios) {
            Scenario scenario = scenarios.apply(this::step);
            List<Semaphore> running = new ArrayList<>();
            for (Runnable actor : scenario.actors()) {
                Semaphore own = new Semaphore(0);
                running.add(own);
                orders.threads.execute(() -> act(actor, own));
            }
            while (!running.isEmpty()) {
                running.get(orders.choose(running.size())).release();
                await(scheduler);
                running.removeAll(ended);
            }
            if (!failures.isEmpty()) {
                throw new AssertionError("in the order " + orders.choices, failures.get(0));
            }
            scenario.check().run();
        }

        private void act(Runnable actor, Semaphore own) {
            turn.set(own);
            await(own);
            try {
                actor.run();
            } catch (RuntimeException | AssertionError e) {
                failures.add(e);
            }
            ended.add(own);
            scheduler.release();
        }

        // Called by threads that are no actors, too: they go on.
        private void step() {
            Semaphore own = turn.get();
            if (own != null) {
                scheduler.release();
                await(own);
            }
        }

        private static void await(Semaphore semaphore) {
            try {
                if (!semaphore.tryAcquire(STUCK_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("an actor is stuck");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
