package dev.otagate.http;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Work for connections that were never verified: TLS handshakes, and later requests. Only a short time of each turn of the event loop is for
 * it, so that nobody else waits, and client addresses take turns, so that the many connections of one do not delay another. Confined
 * to the event loop.
 */
final class TurnQueue {
    private static final long TURN_NANOS = 500_000;

    private final EventLoop loop;
    private final boolean alternates;
    // Bounded by the number of connections, and of streams of HTTP/2.
    private final Map<InetAddress, Client> clients = new HashMap<>();
    private final Deque<Client> waiting = new ArrayDeque<>();
    private boolean newest;
    private boolean scheduled;

    private record Client(InetAddress address, Deque<Runnable> work) {}

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

    /** @param address of the client; {@code null} stands for all that are not counted by address */
    void add(InetAddress address, Runnable work) {
        Client client = clients.computeIfAbsent(address, this::newClient);
        client.work().add(work);
        schedule();
    }

    private Client newClient(InetAddress address) {
        Client client = new Client(address, new ArrayDeque<>());
        waiting.add(client);
        return client;
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
        Client client = newest ? waiting.pollLast() : waiting.pollFirst();
        if (client == null) {
            return null;
        }
        Runnable work = newest ? client.work().pollLast() : client.work().pollFirst();
        if (client.work().isEmpty()) {
            clients.remove(client.address());
        } else {
            waiting.addLast(client);
        }
        return work;
    }

    // A task of the schedule, unlike one of the queue, runs after the loop has looked for input again.
    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            loop.schedule(this::turn, 0, TimeUnit.NANOSECONDS);
        }
    }
}
