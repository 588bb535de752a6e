package dev.otagate.console;

import io.vertx.core.Future;

/** Responds to calls of one path. */
interface Endpoint {
    Future<Reply> respond(Call call);
}
