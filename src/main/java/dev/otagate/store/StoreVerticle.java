package dev.otagate.store;

import dev.otagate.config.GatewayConfig;
import dev.otagate.database.Guarantees;
import dev.otagate.database.ServerSelector;
import dev.otagate.metrics.StoreMetrics;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Consumes the store's commands on one event loop, over connections of its own; local to the node. */
public final class StoreVerticle extends VerticleBase {
    private static final long EXPIRY_INTERVAL_MS = 100;
    private static final long CHECK_INTERVAL_MS = 2_000;
    // An account uses one of them at a time.
    private static final int SLOW_CONNECTIONS = 3;

    private final boolean slow;
    private final String address;
    private final int size;
    private final ServerSelector servers;
    private final Guarantees guarantees;
    private final StoreHealth health;
    private final IntSupplier nodes;
    private final long statementTimeoutMs;
    private final GatewayConfig.Store config;
    private final StoreMetrics metrics;
    private final List<StoreConnection> connections = new ArrayList<>();
    private GroupCommit groupCommit;
    private MessageConsumer<StoreRequest> consumer;

    public StoreVerticle(
            boolean slow,
            ServerSelector servers,
            Guarantees guarantees,
            StoreHealth health,
            IntSupplier nodes,
            long statementTimeoutMs,
            GatewayConfig.Store config,
            StoreMetrics metrics) {
        this.slow = slow;
        this.size = slow ? SLOW_CONNECTIONS : config.connections();
        this.address = slow ? StoreClient.SLOW_ADDRESS : StoreClient.ADDRESS;
        this.servers = servers;
        this.guarantees = guarantees;
        this.health = health;
        this.nodes = nodes;
        this.statementTimeoutMs = statementTimeoutMs;
        this.config = config;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        for (int i = 0; i < size; i++) {
            connections.add(new StoreConnection(
                    vertx, servers, guarantees, health, statementTimeoutMs, () -> groupCommit.flush()));
        }
        groupCommit = new GroupCommit(
                slow,
                connections,
                config.batchSize(),
                config.queueLimit() * size,
                nodes,
                System::nanoTime,
                new SharedTimer(vertx, () -> groupCommit.flush())::runWithin,
                metrics);
        vertx.setPeriodic(CHECK_INTERVAL_MS, timer -> connections.forEach(StoreConnection::check));
        vertx.setPeriodic(EXPIRY_INTERVAL_MS, timer -> groupCommit.expire());
        return Future.all(connections.stream().map(StoreConnection::open).toList())
                .onSuccess(opened -> consumer = vertx.eventBus().localConsumer(address, this::handle));
    }

    private void handle(Message<StoreRequest> message) {
        StoreRequest request = message.body();
        groupCommit.submit(request.command()).onSuccess(request::respond);
    }

    /** Rejects the commands that wait or are on the event bus, then closes the connections. */
    @Override
    public Future<?> stop() {
        groupCommit.close();
        // Unregistering the consumer drops undelivered messages, so this turn of the event loop delivers them first.
        return Future.<Void>future(turn -> context.runOnContext(turn::complete))
                .compose(turn -> consumer == null ? Future.succeededFuture() : consumer.unregister())
                .compose(done -> Future.all(
                        connections.stream().map(StoreConnection::close).toList()));
    }
}
