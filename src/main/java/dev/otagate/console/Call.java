package dev.otagate.console;

import dev.otagate.account.AccessKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A request for JSON, of a browser with a session.
 *
 * @param key of the session; it is enabled
 * @param rest of the path, after the name of the endpoint
 * @param body empty for GET
 */
record Call(
        HttpServerRequest request,
        RunningGateway gateway,
        Session session,
        AccessKey key,
        String rest,
        JsonObject body) {
    Call with(JsonObject read) {
        return new Call(request, gateway, session, key, rest, read);
    }

    /** A parameter of the query; empty if it is absent or empty. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(request.getParam(name)).filter(value -> !value.isEmpty());
    }
}
