package dev.otagate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.chaos.Operation.Result;
import dev.otagate.parameter.SignatureMethod;
import dev.otagate.signature.SignedUrl;
import dev.otagate.signature.StringToSign;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls the API as a client does, each request with a nonce of its own. Thread-safe; blocks. */
final class Api {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern BUSINESS = Pattern.compile("iot\\.(ota|prod)\\..*");

    private final String endpoint;
    private final String accessKeyId;
    private final String secret;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    Api(String endpoint, String accessKeyId, String secret) {
        this.endpoint = endpoint;
        this.accessKeyId = accessKeyId;
        this.secret = secret;
    }

    /** Sends one request; what is neither a success nor a rejection by a rule is unknown, and says why. */
    Result call(Map<String, String> parameters) {
        try {
            HttpResponse<String> response = send(parameters);
            JsonNode body = json.readTree(response.body());
            String code = body.path("code").asText();
            if (body.path("success").asBoolean()) {
                return body.has("data") && body.get("data").isArray() ? listed(body.get("data")) : new Result.Done();
            }
            return BUSINESS.matcher(code).matches()
                    ? new Result.Rejected(code)
                    : new Result.Unknown(response.statusCode() + " " + code, false);
        } catch (IOException e) {
            return new Result.Unknown(e.getClass().getSimpleName(), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.Unknown("interrupted", false);
        }
    }

    /** The key of a new product; empty if the response was not a success, or if there was none. */
    Optional<String> createProduct(String name) {
        try {
            String body = send(Map.of("Action", "CreateProduct", "NodeType", "0", "ProductName", name))
                    .body();
            return Optional.of(json.readTree(body).path("productKey").asText()).filter(key -> !key.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private HttpResponse<String> send(Map<String, String> parameters) throws IOException, InterruptedException {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + StringToSign.percentEncode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        String url =
                SignedUrl.of(endpoint, "GET", accessKeyId, secret, query, SignatureMethod.HMAC_SHA1, Clock.systemUTC());
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static Result listed(JsonNode data) {
        Map<String, String> modules = new TreeMap<>();
        data.forEach(module -> {
            String before = modules.put(
                    module.path("moduleName").asText(), module.path("desc").asText());
            if (before != null) {
                throw new IllegalStateException("a list has a name twice: " + data);
            }
        });
        return new Result.Listed(modules);
    }
}
