package dev.otagate.pipeline;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The nonces of the requests that this node is serving: each is served by one request at a time. Thread-safe. */
public final class NoncesInProgress {
    private final ConcurrentMap<UUID, Promise<Void>> underWay = new ConcurrentHashMap<>();

    /**
     * Begins with a nonce; nothing if it is the first request with it, which must {@link #leave}.
     *
     * @return when the first one has ended, completed on any thread
     */
    Optional<Future<Void>> enter(UUID nonceHash) {
        return Optional.ofNullable(underWay.putIfAbsent(nonceHash, Promise.promise()))
                .map(Promise::future);
    }

    /** The request with that nonce has its response. */
    void leave(UUID nonceHash) {
        underWay.remove(nonceHash).complete();
    }
}
