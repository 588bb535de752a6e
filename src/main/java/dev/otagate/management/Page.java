package dev.otagate.management;

import io.vertx.core.json.JsonObject;

/**
 * A response of the management port.
 *
 * @param body complete, in UTF-8
 */
record Page(int status, String contentType, String body) {
    private static final int MAX_ECHO_CHARACTERS = 100;

    static Page json(int status, JsonObject body) {
        return new Page(status, "application/json", body.encode());
    }

    static Page error(int status, String message) {
        return json(status, new JsonObject().put("status", status).put("message", message));
    }

    /** Returns text from a client for a message, cut to a bounded length. */
    static String echo(String text) {
        return text.length() <= MAX_ECHO_CHARACTERS ? text : text.substring(0, MAX_ECHO_CHARACTERS) + "...";
    }
}
