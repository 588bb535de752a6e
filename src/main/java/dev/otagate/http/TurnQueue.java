package dev.otagate.http;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A queue of work for unverified clients: TLS handshakes and requests. Each iteration of the event loop runs it for at most 0.5 ms, so that
 * other clients do not wait. Addresses are served round-robin, so that many connections of one address do not delay another. Confined to
 * the event loop.
 */
final class TurnQueue {
    private static final long TURN_NANOS = 500_000;
    private static final int MAX_AT_ONCE = 8;

    private final EventLoop loop;
    private final boolean alternates;
    // Bounded by the number of connections, and of streams of HTTP/2.
    private final Map<InetAddress, Client> clients = new HashMap<>();
    private final Deque<Client> waiting = new ArrayDeque<>();
    private boolean newest;
    private boolean scheduled;
    private int atOnce;

    private record Client(InetAddress address, Deque<Runnable> work) {}

    private TurnQueue(EventLoop loop, boolean alternates) {
        this.loop = loop;
        this.alternates = alternates;
    }

    /** A queue whose oldest entry is first. */
    static TurnQueue oldestFirst(EventLoop loop) {
        return new TurnQueue(loop, false);
    }

    /** A queue that alternates between its newest and oldest entry: if many wait, a new client is still served soon. */
    static TurnQueue newestAndOldestFirst(EventLoop loop) {
        return new TurnQueue(loop, true);
    }

    /** Whether work may run at once, instead of being added: if the queue is empty, a few times in each iteration of the event loop. */
    boolean tryRunNow() {
        if (!waiting.isEmpty() || atOnce == MAX_AT_ONCE) {
            return false;
        }
        if (atOnce++ == 0) {
            loop.execute(() -> atOnce = 0);
        }
        return true;
    }

    /** @param address of the client; {@code null} if the address has no limit; all such clients count as one */
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

    private void run() {
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

    // A scheduled task, unlike an executed one, runs after the loop has polled for input again.
    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            loop.schedule(this::run, 0, TimeUnit.NANOSECONDS);
        }
    }
}
