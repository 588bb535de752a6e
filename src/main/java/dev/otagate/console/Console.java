package dev.otagate.console;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** The paths under {@code /console/}: the page, its files, and the JSON that its scripts ask for. */
public final class Console implements Handler<HttpServerRequest> {
    static final String ROOT = "/console/";

    private static final String ASSETS = ROOT + "assets/";
    private static final String API = ROOT + "api/";
    private static final String STARTING = "The gateway is starting; try again in a moment.";

    private final ConsoleServices services;
    private final Sessions sessions;
    private final Assets assets;
    private final Api api;

    /** @param vertx whose event loop handles the requests */
    public Console(Vertx vertx, ConsoleServices services) {
        this.services = services;
        this.sessions = new Sessions(services.clock(), services.management().hasTls());
        this.assets = new Assets(vertx);
        this.api = new Api(vertx, services, sessions);
    }

    @Override
    public void handle(HttpServerRequest request) {
        SecurityHeaders.add(request.response());
        String path = request.path();
        if (path.startsWith(API)) {
            api.handle(request, path.substring(API.length()));
        } else if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            Reply.error(405, "Only GET and HEAD are allowed.").send(request);
        } else if (path.startsWith(ASSETS)) {
            assets.send(request, path.substring(ASSETS.length()));
        } else if (path.equals(ROOT)) {
            page(request);
        } else if (path.equals(ROOT.substring(0, ROOT.length() - 1))) {
            redirect(request, 308);
        } else {
            Reply.notFound(request).send(request);
        }
    }

    private void page(HttpServerRequest request) {
        Optional<RunningGateway> gateway = services.running().get();
        Optional<String> link = Optional.ofNullable(request.getParam("link"));
        if (gateway.isEmpty()) {
            Reply.error(503, STARTING).send(request);
        } else if (link.isPresent() && isFromAnotherSite(request)) {
            // Another site must not sign its visitor in with a key of its choice.
            assets.sendPage(request, 200, "confirm.html");
        } else if (link.isPresent() && request.method() == HttpMethod.GET) {
            open(request, gateway.get(), link.get());
        } else {
            sessions.find(request, gateway.get().tokens())
                    .onSuccess(session -> page(request, session.isPresent()))
                    .onFailure(cause -> Api.unavailable(cause).send(request));
        }
    }

    private static boolean isFromAnotherSite(HttpServerRequest request) {
        return "cross-site".equals(request.getHeader("sec-fetch-site"));
    }

    // After a click on another site, browsers send no cookie with SameSite=Strict: the page opens itself again.
    private void page(HttpServerRequest request, boolean hasSession) {
        if (hasSession) {
            assets.sendPage(request, 200, "index.html");
        } else if (isFromAnotherSite(request)) {
            assets.sendPage(request, 200, "opening.html");
        } else {
            assets.sendPage(request, 401, "signed-out.html");
        }
    }

    // The redirect removes the link from the address bar and from the history.
    private void open(HttpServerRequest request, RunningGateway gateway, String link) {
        gateway.tokens()
                .openSession(link)
                .onSuccess(session -> session.ifPresentOrElse(
                        token -> {
                            sessions.start(request, token);
                            redirect(request, 303);
                        },
                        () -> assets.sendPage(request, 401, "signed-out.html")))
                .onFailure(cause -> Api.unavailable(cause).send(request));
    }

    private static void redirect(HttpServerRequest request, int status) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.LOCATION, ROOT)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }
}
