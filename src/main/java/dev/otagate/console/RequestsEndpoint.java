package dev.otagate.console;

import dev.otagate.history.RequestHistory;
import dev.otagate.history.RequestRecord;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** {@code requests}: the last requests of the session's account on this node, newest first; or one of them, by its id. */
record RequestsEndpoint(RequestHistory history) implements Endpoint {
    private static final int DEFAULT_LIMIT = 50;
    private static final Pattern LIMIT = Pattern.compile("[1-9]\\d?|1\\d\\d|200");
    private static final Pattern CURSOR = Pattern.compile("\\d{1,18}");

    @Override
    public Future<Reply> respond(Call call) {
        if (!history.isOn()) {
            return Future.succeededFuture(
                    Reply.error(404, "This node keeps no requests, because management.requestHistory is 0."));
        }
        return Future.succeededFuture(call.rest().isEmpty() ? page(call) : one(call));
    }

    // Requests that were rejected before their key was looked up have no account.
    private static boolean isVisible(Call call, RequestRecord request) {
        return request.account().isEmpty()
                ? request.accessKeyId().equals(call.key().id())
                : request.account().equals(call.key().account().name());
    }

    private Reply one(Call call) {
        return history.find(call.rest())
                .filter(found -> isVisible(call, found))
                .map(found -> Reply.ok(json(found)))
                .orElseGet(() -> Reply.error(
                        404,
                        "This node does not remember such a request of the account; it remembers the last ones only."));
    }

    private Reply page(Call call) {
        String limit = call.parameter("limit").orElse(Integer.toString(DEFAULT_LIMIT));
        String before = call.parameter("before").orElse("0");
        if (!LIMIT.matcher(limit).matches() || !CURSOR.matcher(before).matches()) {
            return Reply.error(
                    400, "limit must be a number from 1 to 200, and before the value of next of another page.");
        }
        OptionalLong cursor =
                call.parameter("before").isPresent() ? OptionalLong.of(Long.parseLong(before)) : OptionalLong.empty();
        RequestHistory.Page page = history.page(cursor, Integer.parseInt(limit), filter(call));
        JsonArray requests = new JsonArray();
        page.requests().forEach(each -> requests.add(json(each)));
        return Reply.ok(new JsonObject()
                .put("requests", requests)
                .put("next", page.next().isPresent() ? page.next().getAsLong() : null));
    }

    private static Predicate<RequestRecord> filter(Call call) {
        Predicate<RequestRecord> all = request -> true;
        Predicate<RequestRecord> visible = request -> isVisible(call, request);
        return visible.and(call.parameter("code")
                        .<Predicate<RequestRecord>>map(
                                code -> request -> request.code().equals(code))
                        .orElse(all))
                .and(call.parameter("operation")
                        .<Predicate<RequestRecord>>map(
                                name -> request -> request.operation().equals(name))
                        .orElse(all))
                .and(call.parameter("rejected")
                        .filter("true"::equals)
                        .<Predicate<RequestRecord>>map(
                                rejected -> request -> !request.code().isEmpty())
                        .orElse(all));
    }

    private static JsonObject json(RequestRecord request) {
        JsonObject stages = new JsonObject();
        request.stages().forEach((stage, nanos) -> stages.put(stage.label(), Millis.of(nanos)));
        return new JsonObject()
                .put("requestId", request.requestId())
                .put("at", request.at().toString())
                .put("address", request.address())
                .put("accessKeyId", request.accessKeyId())
                .put("operation", request.operation())
                .put("parameters", new JsonObject(Map.copyOf(request.parameters())))
                .put("code", request.code())
                .put("status", request.status())
                .put("durationMs", Millis.of(request.durationNanos()))
                .put("stages", stages);
    }
}
