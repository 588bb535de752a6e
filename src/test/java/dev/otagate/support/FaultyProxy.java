package dev.otagate.support;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.database.DatabaseServer;
import dev.otagate.server.Futures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A way to the database that can be cut, can swallow what is sent on it without a word, or can hold answers back. */
public final class FaultyProxy implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final NetClient client = vertx.createNetClient();
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private final DatabaseAddress target;
    private final NetServer server;
    private volatile boolean rejecting;
    private volatile boolean swallowing;
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connected = new AtomicInteger();
    private volatile boolean holding;
    private volatile Duration loginWait = Duration.ZERO;
    private volatile List<String> freezing = List.of();
    private final Set<NetSocket> frozen = ConcurrentHashMap.newKeySet();

    public FaultyProxy(DatabaseAddress target) {
        this.target = target;
        this.server = Futures.await(
                vertx.createNetServer().connectHandler(this::connect).listen(0, "127.0.0.1"));
    }

    /** The database's address by way of this proxy. */
    public DatabaseAddress address() {
        return new DatabaseAddress(
                List.of(new DatabaseServer("127.0.0.1", server.actualPort())),
                false,
                target.database(),
                target.user(),
                target.password(),
                target.sslMode(),
                target.rootCertificate());
    }

    /** Closes all connections and takes no new one. */
    public void cut() {
        rejecting = true;
        sockets.forEach(NetSocket::close);
    }

    /** Closes all connections that there are; new ones are taken. */
    public void drop() {
        sockets.forEach(NetSocket::close);
    }

    /** Has each new connection wait before it gets to the database. */
    public void slowDownLogins(Duration wait) {
        loginWait = wait;
    }

    /** Leaves all connections open and passes nothing on any more, as a network does that is gone. */
    public void swallow() {
        swallowing = true;
    }

    /** Passes everything on again; what was swallowed stays lost, so those connections are closed. */
    public void restore() {
        rejecting = false;
        if (swallowing) {
            swallowing = false;
            sockets.forEach(NetSocket::close);
        }
    }

    /** Keeps what the database responses, in order, until {@link #release}. */
    public void hold() {
        holding = true;
    }

    /** Keeps, for good, what the database sends on a connection from the moment at which the client sends one of these texts. */
    public void freezeAt(String... texts) {
        freezing = List.of(texts);
    }

    /** Waits until a connection is frozen. */
    public void awaitFrozen() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !frozen.isEmpty());
    }

    /** Waits until there is a response that is being held. */
    public void awaitHeldResponse() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !held.isEmpty());
    }

    /** Passes on the responses that are held, then all others as they come. */
    public void release() {
        vertx.runOnContext(ignored -> {
            holding = false;
            for (Runnable response = held.poll(); response != null; response = held.poll()) {
                response.run();
            }
        });
    }

    /** How many connections are open now. */
    public int connections() {
        return sockets.size();
    }

    /** How many connections there have been. */
    public int connected() {
        return connected.get();
    }

    private void connect(NetSocket near) {
        if (rejecting) {
            near.close();
            return;
        }
        near.pause();
        connected.incrementAndGet();
        sockets.add(near);
        near.closeHandler(closed -> sockets.remove(near));
        Future<Void> waited = loginWait.isZero()
                ? Future.succeededFuture()
                : vertx.timer(loginWait.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
        waited.compose(ready -> client.connect(
                        target.servers().get(0).port(), target.servers().get(0).host()))
                .onSuccess(far -> {
                    join(near, far);
                    far.handler(octets -> respond(near, octets));
                    near.closeHandler(closed -> {
                        sockets.remove(near);
                        far.close();
                    });
                    far.closeHandler(closed -> near.close());
                    near.resume();
                })
                .onFailure(cause -> near.close());
    }

    private void respond(NetSocket near, Buffer octets) {
        if (holding) {
            held.add(() -> near.write(octets));
        } else if (!swallowing && !frozen.contains(near)) {
            near.write(octets);
        }
    }

    private void join(NetSocket from, NetSocket to) {
        from.handler(octets -> {
            String text = octets.toString(StandardCharsets.ISO_8859_1);
            if (freezing.stream().anyMatch(text::contains)) {
                frozen.add(from);
            }
            if (!swallowing) {
                to.write(octets);
            }
        });
    }

    @Override
    public void close() {
        Futures.await(vertx.close());
    }
}
