package dev.otagate.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends requests with the JDK's HTTP client, over several connections where many are sent at once. */
public final class TestClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String endpoint;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    public TestClient(String endpoint) {
        this.endpoint = endpoint;
    }

    /** A response; the body as text. */
    public record Reply(int status, String contentType, String body, HttpResponse<byte[]> response) {
        static Reply of(HttpResponse<byte[]> response) {
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    new String(response.body(), StandardCharsets.UTF_8),
                    response);
        }

        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        public String code() {
            return json().path("code").asText();
        }

        public String message() {
            return json().path("errorMessage").asText();
        }

        public boolean success() {
            return json().path("success").asBoolean();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** Sends everything in the query, by the method that the request is signed for. */
    public Reply send(SignedRequest request) {
        return sendAsync(request).join();
    }

    /** Sends everything in the query without waiting. */
    public CompletableFuture<Reply> sendAsync(SignedRequest request) {
        return sendAsync(request.method(), request.encoded(), null, null);
    }

    /** Sends a request with its headers; the JDK sets the host itself. */
    public Reply send(Acs3Request request) {
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(endpoint + "/?" + request.encodedQuery()))
                .timeout(TIMEOUT)
                .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, value) -> {
            if (!name.equals("host")) {
                http.header(name, value);
            }
        });
        return client.sendAsync(http.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(Reply::of)
                .join();
    }

    /** Sends a query as it is given, and a form body where there is one. */
    public Reply send(String method, String query, String contentType, String body) {
        return sendAsync(method, query, contentType, body).join();
    }

    /** Sends many at once and gives their replies in the same order. */
    public List<Reply> sendAll(List<SignedRequest> requests) {
        return requests.stream().map(this::sendAsync).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private CompletableFuture<Reply> sendAsync(String method, String query, String contentType, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(endpoint + "/" + (query.isEmpty() ? "" : "?" + query)))
                .timeout(TIMEOUT)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(Reply::of);
    }
}
