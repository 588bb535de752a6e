package dev.otagate.pipeline;

import io.vertx.core.http.HttpServerRequest;

/** The memory of requests whose signature is not verified yet, bounded by one budget. Confined to an event loop. */
public interface UnverifiedRequests {
    /** Charges bytes of a request's body to the budget; false if they exceed it. */
    boolean reserve(HttpServerRequest request, int bytes);

    /** Whether the body of the request, which has ended, is not well-formed HTTP. */
    boolean isBroken(HttpServerRequest request);

    /** Frees the budget of a request whose signature is correct. */
    void verified(HttpServerRequest request);
}
