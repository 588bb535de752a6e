package dev.otagate.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageProducer;

/** Sends commands to the store over the event bus of this node. Usable from any event loop. */
public final class StoreClient {
    static final String ADDRESS = "otagate.store";
    static final String SLOW_ADDRESS = "otagate.store.slow";
    private static final String CODEC = "otagate.store.request";

    private final Vertx vertx;
    private final MessageProducer<StoreRequest> store;
    private final MessageProducer<StoreRequest> slowStore;

    /** A client of the store verticles of this Vert.x instance, which need not be deployed yet. */
    public StoreClient(Vertx vertx) {
        this.vertx = vertx;
        DeliveryOptions delivery = new DeliveryOptions().setCodecName(CODEC).setLocalOnly(true);
        store = vertx.eventBus().sender(ADDRESS, delivery);
        slowStore = vertx.eventBus().sender(SLOW_ADDRESS, delivery);
    }

    /** To be called once for each Vert.x instance, before the first request. */
    public static void registerCodec(Vertx vertx) {
        vertx.eventBus().registerCodec(new LocalCodec<StoreRequest>(CODEC));
    }

    /**
     * The command's outcome, on the caller's context; never fails if the codec is registered. It comes by the command's deadline, or when the
     * command's statement has ended or timed out. {@link Outcome#UNAVAILABLE} if there is no store.
     */
    public Future<Outcome> request(StoreCommand command) {
        StoreRequest request = new StoreRequest(command, vertx.getOrCreateContext(), Promise.promise());
        (command.statement().isSlow() ? slowStore : store)
                .write(request)
                .onFailure(cause -> request.respond(Outcome.UNAVAILABLE));
        return request.promise().future();
    }
}
