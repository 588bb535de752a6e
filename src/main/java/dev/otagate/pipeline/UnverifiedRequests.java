package dev.otagate.pipeline;

import io.vertx.core.http.HttpServerRequest;

/** The memory held for requests whose signature is not verified yet, which one budget bounds. Confined to an event loop. */
public interface UnverifiedRequests {
    /** Charges bytes of a request's body; false if the budget has no room for them. */
    boolean reserve(HttpServerRequest request, int bytes);

    /** Whether the body of the request, which has ended, is not well-formed HTTP. */
    boolean isBroken(HttpServerRequest request);

    /** The signature of the request is right: nothing of it counts any more. */
    void verified(HttpServerRequest request);
}
