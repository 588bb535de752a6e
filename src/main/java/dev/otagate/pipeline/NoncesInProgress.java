package dev.otagate.pipeline;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The nonces of the requests in progress on this node: one request at a time has a nonce. Thread-safe. */
public final class NoncesInProgress {
    private final ConcurrentMap<UUID, Promise<Void>> inProgress = new ConcurrentHashMap<>();

    /**
     * Begins a request, which must {@link #leave}; if another one has its nonce, does nothing.
     *
     * @return the end of that other request, completed on any thread; nothing if there is none
     */
    Optional<Future<Void>> enter(UUID nonceHash) {
        return Optional.ofNullable(inProgress.putIfAbsent(nonceHash, Promise.promise()))
                .map(Promise::future);
    }

    /** Ends a request: it has its response. */
    void leave(UUID nonceHash) {
        inProgress.remove(nonceHash).complete();
    }
}
