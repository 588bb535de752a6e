package dev.otagate.console;

import dev.otagate.channel.AnnouncedBody;
import dev.otagate.channel.LingeringClose;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.impl.ConnectionBase;

/** A response in JSON. */
record Reply(int status, JsonObject body) {
    private static final int MAX_ECHO_CHARACTERS = 100;

    static Reply ok(JsonObject body) {
        return new Reply(200, body);
    }

    /** An error with one sentence that says what to do. */
    static Reply error(int status, String message) {
        return new Reply(status, new JsonObject().put("status", status).put("message", message));
    }

    static Reply notFound(HttpServerRequest request) {
        String path = request.path();
        return error(
                404,
                "There is no " + path.substring(0, Math.min(path.length(), MAX_ECHO_CHARACTERS))
                        + " in the console: open /console/.");
    }

    /** Sends the response. Closes the connection if the request has a body that was not read. */
    void send(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        boolean closes = !request.isEnded() && AnnouncedBody.isIn(request);
        if (closes) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            ((ConnectionBase) request.connection()).channel().pipeline().addFirst(new LingeringClose());
        }
        Future<Void> sent = request.method() == HttpMethod.HEAD ? response.end() : response.end(body.toBuffer());
        if (closes) {
            sent.onComplete(done -> request.connection().close());
        } else {
            request.resume();
        }
    }
}
