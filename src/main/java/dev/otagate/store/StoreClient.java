package dev.otagate.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;

/** Asks the store over the event bus of this node, typed. Usable from any event loop. */
public final class StoreClient {
    static final String ADDRESS = "otagate.store";
    static final String SLOW_ADDRESS = "otagate.store.slow";
    static final String COMMAND_CODEC = "otagate.store.command";
    static final String OUTCOME_CODEC = "otagate.store.outcome";

    private final EventBus eventBus;
    private final DeliveryOptions delivery;

    /**
     * @param timeoutMs after which an unanswered command counts as {@link Outcome.Unavailable}; longer than the store's own
     *     deadline and statement timeout together
     */
    public StoreClient(Vertx vertx, long timeoutMs) {
        this.eventBus = vertx.eventBus();
        this.delivery = new DeliveryOptions()
                .setCodecName(COMMAND_CODEC)
                .setLocalOnly(true)
                .setSendTimeout(timeoutMs);
    }

    /** Makes the event bus carry commands and outcomes; once for each Vert.x instance, before the first request. */
    public static void registerCodecs(Vertx vertx) {
        vertx.eventBus()
                .registerCodec(new LocalCodec<StoreCommand>(COMMAND_CODEC))
                .registerCodec(new LocalCodec<Outcome>(OUTCOME_CODEC));
    }

    /** The command's outcome, on the caller's context; never fails. */
    public Future<Outcome> request(StoreCommand command) {
        String address = command.statement().isSlow() ? SLOW_ADDRESS : ADDRESS;
        return eventBus.<Outcome>request(address, command, delivery)
                .map(Message::body)
                .otherwise(failure -> new Outcome.Unavailable());
    }
}
