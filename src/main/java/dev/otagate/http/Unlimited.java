package dev.otagate.http;

import dev.otagate.pipeline.UnverifiedRequests;
import io.vertx.core.http.HttpServerRequest;

/** No bound on unverified requests. */
final class Unlimited implements UnverifiedRequests {
    @Override
    public boolean reserve(HttpServerRequest request, int bytes) {
        return true;
    }

    @Override
    public void verified(HttpServerRequest request) {}
}
