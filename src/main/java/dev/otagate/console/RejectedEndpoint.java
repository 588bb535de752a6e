package dev.otagate.console;

import dev.otagate.history.RejectedRequests;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code rejected}: the last requests with a wrong signature that name a key of the session's account. */
record RejectedEndpoint(RejectedRequests rejected) implements Endpoint {
    @Override
    public Future<Reply> respond(Call call) {
        JsonArray requests = new JsonArray();
        rejected.of(call.key().account().name())
                .forEach(each -> requests.add(new JsonObject()
                        .put("id", each.id())
                        .put("at", each.at().toString())
                        .put("address", each.address())
                        .put("accessKeyId", each.accessKeyId())
                        .put("method", each.request().method())
                        .put("summary", each.summary())));
        return Future.succeededFuture(Reply.ok(new JsonObject().put("requests", requests)));
    }
}
