package dev.otagate.console;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JSON of the console, for browsers with a session whose access key is enabled. */
final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final Reply SIGNED_OUT = Reply.error(
            401,
            "There is no session: run \"otagate console\" and open the link that it prints; it works once, for ten minutes.");
    private static final Reply NOT_JSON =
            Reply.error(400, "The body must be a JSON object of at most " + JsonBody.MAX_BYTES + " bytes.");
    private static final Reply STARTING = Reply.error(503, "The gateway is starting; try again in a moment.");

    private final Vertx vertx;
    private final ConsoleServices services;
    private final Sessions sessions;
    private final Origins origins;
    private final Map<String, Endpoint> reads;
    private final Map<String, Endpoint> actions;

    Api(Vertx vertx, ConsoleServices services, Sessions sessions) {
        this.vertx = vertx;
        this.services = services;
        this.sessions = sessions;
        this.origins = new Origins(services.management().publicUrl());
        this.reads = Map.of(
                "session", new SessionEndpoint(services),
                "catalogue", new CatalogueEndpoint(services.catalogue()),
                "requests", new RequestsEndpoint(services.history()),
                "rejected", new RejectedEndpoint(services.rejected()),
                "live", new LiveEndpoint(vertx, services));
        this.actions = Map.of(
                "relay", new RelayEndpoint(vertx, services.relayToken()),
                "explain", new ExplainEndpoint(services.rejected()),
                "sign-out", new SignOutEndpoint(sessions));
    }

    /** @param path after {@code /console/api/} */
    void handle(HttpServerRequest request, String path) {
        int slash = path.indexOf('/');
        String name = slash < 0 ? path : path.substring(0, slash);
        boolean isAction = actions.containsKey(name);
        Endpoint endpoint = isAction ? actions.get(name) : reads.get(name);
        Optional<Reply> error = error(request, endpoint, isAction);
        if (error.isPresent()) {
            error.get().send(request);
            return;
        }
        Context context = vertx.getOrCreateContext();
        // Nothing of the body is read before the session is known.
        request.pause();
        RunningGateway gateway = services.running().get().orElseThrow();
        sessions.find(request, gateway.tokens())
                .compose(session -> session.isEmpty()
                        ? Future.succeededFuture(SIGNED_OUT)
                        : respond(
                                request, gateway, session.get(), endpoint, slash < 0 ? "" : path.substring(slash + 1)))
                .otherwise(Api::unavailable)
                .onSuccess(reply -> context.runOnContext(done -> reply.send(request)));
    }

    private Optional<Reply> error(HttpServerRequest request, Endpoint endpoint, boolean isAction) {
        if (endpoint == null) {
            return Optional.of(Reply.notFound(request));
        }
        HttpMethod method = isAction ? HttpMethod.POST : HttpMethod.GET;
        if (request.method() != method) {
            return Optional.of(Reply.error(405, "Only " + method + " is allowed."));
        }
        if (!origins.allow(request, isAction)) {
            return Optional.of(Reply.error(
                    403, "The request is not from the console's own page: open the console at the URL of its link."));
        }
        return services.running().get().isEmpty() ? Optional.of(STARTING) : Optional.empty();
    }

    private Future<Reply> respond(
            HttpServerRequest request, RunningGateway gateway, Session session, Endpoint endpoint, String rest) {
        return gateway.enabledKey(vertx, session.accessKeyId())
                .compose(key -> key.isEmpty()
                        ? Future.succeededFuture(SIGNED_OUT)
                        : respond(new Call(request, gateway, session, key.get(), rest, new JsonObject()), endpoint));
    }

    private static Future<Reply> respond(Call call, Endpoint endpoint) {
        if (call.request().method() == HttpMethod.GET) {
            return endpoint.respond(call);
        }
        return JsonBody.read(call.request())
                .compose(body ->
                        body.isEmpty() ? Future.succeededFuture(NOT_JSON) : endpoint.respond(call.with(body.get())));
    }

    /** The reply if the database does not respond. */
    static Reply unavailable(Throwable cause) {
        LOG.atWarn().addKeyValue("cause", cause.getMessage()).log("a request of the console failed");
        return Reply.error(503, "The database does not respond; try again in a moment.");
    }
}
