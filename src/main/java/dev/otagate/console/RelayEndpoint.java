package dev.otagate.console;

import dev.otagate.history.RelayToken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code relay}: sends a signed request to the API of this node, and returns its response. Confined to one event loop. */
final class RelayEndpoint implements Endpoint {
    static final int MAX_IN_PROGRESS = 16;

    private static final int MAX_RESPONSE_BYTES = 1_048_576;
    private static final int TIMEOUT_MS = 15_000;
    private static final Pattern REQUEST_ID = Pattern.compile("[Rr]equestId\\W{1,4}([0-9A-Fa-f-]{36})");

    private final RelayToken token;
    private final HttpClient client;
    private int inProgress;

    RelayEndpoint(Vertx vertx, RelayToken token) {
        this.token = token;
        // The server is this process, so its certificate need not be checked; it is for the name that clients use.
        HttpClientOptions options = new HttpClientOptions()
                .setTrustAll(true)
                .setVerifyHost(false)
                .setConnectTimeout(TIMEOUT_MS)
                .setKeepAlive(false);
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MAX_IN_PROGRESS));
    }

    @Override
    public Future<Reply> respond(Call call) {
        if (inProgress >= MAX_IN_PROGRESS) {
            return Future.succeededFuture(Reply.error(
                    503, "The console has " + MAX_IN_PROGRESS + " requests in progress; try again in a moment."));
        }
        return RelayRequest.of(call.body())
                .map(request -> {
                    inProgress++;
                    return send(request, call.gateway().endpoint()).onComplete(done -> inProgress--);
                })
                .orElseGet(() -> Future.succeededFuture(Reply.error(400, RelayRequest.RULE)));
    }

    private Future<Reply> send(RelayRequest request, URI endpoint) {
        long startedNanos = System.nanoTime();
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setHost(endpoint.getHost().replaceAll("[\\[\\]]", ""))
                .setPort(endpoint.getPort())
                .setSsl(endpoint.getScheme().equals("https"))
                .setURI(request.target())
                .setTimeout(TIMEOUT_MS);
        return client.request(options)
                .compose(outgoing -> send(request, outgoing, endpoint.getRawAuthority())
                        .compose(response -> body(outgoing, response).map(body -> reply(response, body, startedNanos))))
                .otherwise(cause -> cause instanceof TimeoutException
                        ? Reply.error(504, "The API did not respond within " + TIMEOUT_MS / 1_000 + " seconds.")
                        : Reply.error(502, "The API did not respond: " + cause.getMessage()));
    }

    private Future<HttpClientResponse> send(RelayRequest request, HttpClientRequest outgoing, String host) {
        request.headers().forEach(header -> outgoing.headers().add(header.name(), header.value()));
        outgoing.putHeader(HttpHeaders.HOST, host).putHeader(RelayToken.HEADER, token.value());
        return outgoing.send(Buffer.buffer(request.body()));
    }

    private static Future<String> body(HttpClientRequest request, HttpClientResponse response) {
        Promise<String> result = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(result::tryFail)
                .handler(chunk -> {
                    if (body.length() + chunk.length() > MAX_RESPONSE_BYTES) {
                        result.tryFail("its response is longer than " + MAX_RESPONSE_BYTES + " bytes");
                        request.reset();
                    } else {
                        body.appendBuffer(chunk);
                    }
                })
                .endHandler(end -> result.tryComplete(body.toString(StandardCharsets.UTF_8)));
        return result.future();
    }

    private static Reply reply(HttpClientResponse response, String body, long startedNanos) {
        JsonArray headers = new JsonArray();
        response.headers()
                .forEach((name, value) -> headers.add(new JsonArray().add(name).add(value)));
        Matcher requestId = REQUEST_ID.matcher(body);
        return Reply.ok(new JsonObject()
                .put("status", response.statusCode())
                .put("headers", headers)
                .put("body", body)
                .put("requestId", requestId.find() ? requestId.group(1) : null)
                .put("durationMs", Millis.since(startedNanos)));
    }
}
