package dev.otagate.console;

import dev.otagate.diagnosis.Diagnosis;
import dev.otagate.history.RejectedRequests;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** {@code explain}: the diagnosis of a request's signature, from its text, or from the id of a rejected request. */
record ExplainEndpoint(RejectedRequests rejected) implements Endpoint {
    @Override
    public Future<Reply> respond(Call call) {
        String account = call.key().account().name();
        if (call.body().getValue("text") instanceof String text && !text.isBlank()) {
            return call.gateway()
                    .explainer()
                    .explain(text, Optional.of(account))
                    .map(ExplainEndpoint::reply);
        }
        if (call.body().getValue("id") instanceof String id) {
            return rejected.find(account, id)
                    .map(found -> call.gateway()
                            .explainer()
                            .explain(found.request(), Optional.of(account))
                            .map(ExplainEndpoint::reply))
                    .orElseGet(() -> Future.succeededFuture(Reply.error(
                            404, "This node does not remember the request any more: paste the request instead.")));
        }
        return Future.succeededFuture(Reply.error(
                400, "Give text: a URL, a curl command or a raw request; or the id of a rejected request."));
    }

    private static Reply reply(Diagnosis diagnosis) {
        if (diagnosis.verdict() == Diagnosis.Verdict.BUSY) {
            return Reply.error(503, diagnosis.title() + " " + diagnosis.fix());
        }
        return Reply.ok(new JsonObject()
                .put("verdict", diagnosis.verdict().label())
                .put("mistake", diagnosis.mistake().orElse(null))
                .put("title", diagnosis.title())
                .put("explanation", diagnosis.explanation())
                .put("fix", diagnosis.fix()));
    }
}
