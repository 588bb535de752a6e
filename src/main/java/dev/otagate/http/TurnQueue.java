package dev.otagate.http;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Later requests of connections that were never verified: they are served in their order, and only for a short time in each turn of
 * the event loop, so that nobody else waits for them. Confined to the event loop.
 */
final class TurnQueue {
    private static final long TURN_NANOS = 500_000;

    private final EventLoop loop;
    // Bounded by the number of connections, and of streams of HTTP/2.
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean scheduled;

    TurnQueue(EventLoop loop) {
        this.loop = loop;
    }

    void add(Runnable request) {
        waiting.add(request);
        schedule();
    }

    private void turn() {
        scheduled = false;
        long start = System.nanoTime();
        Runnable next = waiting.poll();
        while (next != null) {
            next.run();
            next = System.nanoTime() - start < TURN_NANOS ? waiting.poll() : null;
        }
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    // A task of the schedule, unlike one of the queue, runs after the loop has looked for input again.
    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            loop.schedule(this::turn, 0, TimeUnit.NANOSECONDS);
        }
    }
}
