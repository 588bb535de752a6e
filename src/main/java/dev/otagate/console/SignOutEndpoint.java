package dev.otagate.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code sign-out}: ends the session of the browser. */
record SignOutEndpoint(Sessions sessions) implements Endpoint {
    @Override
    public Future<Reply> respond(Call call) {
        return sessions.end(call.request(), call.gateway().tokens()).map(ended -> Reply.ok(new JsonObject()));
    }
}
