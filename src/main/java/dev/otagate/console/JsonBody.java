package dev.otagate.console;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Reads the body of a paused request. */
final class JsonBody {
    /** Enough for a relayed body of 256 KiB with escapes. */
    static final int MAX_BYTES = 524_288;

    private JsonBody() {}

    /** The object in the body; empty if it is too long or not an object. Fails if the connection breaks. */
    static Future<Optional<JsonObject>> read(HttpServerRequest request) {
        Promise<Optional<JsonObject>> result = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
                    if (body.length() + chunk.length() <= MAX_BYTES) {
                        body.appendBuffer(chunk);
                    } else {
                        request.pause();
                        result.tryComplete(Optional.empty());
                    }
                })
                .endHandler(end -> result.tryComplete(object(body)))
                .exceptionHandler(result::tryFail)
                .resume();
        return result.future();
    }

    private static Optional<JsonObject> object(Buffer body) {
        try {
            return Optional.of(new JsonObject(body));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }
}
