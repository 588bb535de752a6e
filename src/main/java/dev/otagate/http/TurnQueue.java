package dev.otagate.http;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Work for connections that were never verified: TLS handshakes, and later requests. Only a short time of each turn of the event loop
 * is for it, so that nobody else waits. Confined to the event loop.
 */
final class TurnQueue {
    private static final long TURN_NANOS = 500_000;

    private final EventLoop loop;
    private final boolean alternates;
    // Bounded by the number of connections, and of streams of HTTP/2.
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean newest;
    private boolean scheduled;

    private TurnQueue(EventLoop loop, boolean alternates) {
        this.loop = loop;
        this.alternates = alternates;
    }

    /** The oldest is first. */
    static TurnQueue inOrder(EventLoop loop) {
        return new TurnQueue(loop, false);
    }

    /** The newest and the oldest take turns: however many wait, most of the few that come now need not. */
    static TurnQueue alternating(EventLoop loop) {
        return new TurnQueue(loop, true);
    }

    void add(Runnable request) {
        waiting.add(request);
        schedule();
    }

    private void turn() {
        scheduled = false;
        long start = System.nanoTime();
        Runnable next = next();
        while (next != null) {
            next.run();
            next = System.nanoTime() - start < TURN_NANOS ? next() : null;
        }
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    private Runnable next() {
        newest = alternates && !newest;
        return newest ? waiting.pollLast() : waiting.pollFirst();
    }

    // A task of the schedule, unlike one of the queue, runs after the loop has looked for input again.
    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            loop.schedule(this::turn, 0, TimeUnit.NANOSECONDS);
        }
    }
}
