package dev.otagate.chaos.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.chaos.hostile.HonestConnection.Response;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with a response, whatever the request was. Thread-safe. */
final class ResponseCheck {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern XML =
            Pattern.compile("(?s)<\\?xml[^>]*\\?><(\\w+)>.*<RequestId>([^<]+)</RequestId>.*</\\1>"
                    + "|<\\?xml[^>]*\\?><(\\w+)>.*<requestId>([^<]+)</requestId>.*</\\3>");
    private static final Pattern STACK_TRACE =
            Pattern.compile("(?s).*(\\tat [a-z]+\\.|java\\.(lang|util)\\.|io\\.(netty|vertx)\\.).*");

    // Too much load, and a version of HTTP that is not served.
    private static final Set<Integer> EXPECTED = Set.of(503, 505);

    private final ObjectMapper json = new ObjectMapper();
    private final Set<String> requestIds = ConcurrentHashMap.newKeySet();

    /** Nothing if the response is a response of a dialect. */
    Optional<String> wrong(Response response) {
        if (response.status() >= 500 && !EXPECTED.contains(response.status())) {
            return Optional.of("status " + response.status());
        }
        if (STACK_TRACE.matcher(response.body()).matches()) {
            return Optional.of("a stack trace");
        }
        String head = response.head().toLowerCase(Locale.ROOT);
        if (head.contains("content-type: application/json")) {
            return wrongJson(response.body());
        }
        return head.contains("content-type: text/xml;charset=utf-8")
                ? wrongXml(response.body())
                : Optional.of("another content type");
    }

    private Optional<String> wrongJson(String body) {
        try {
            JsonNode tree = json.readTree(body);
            String id = tree.path("requestId").asText(tree.path("RequestId").asText());
            boolean error = tree.has("code") || tree.has("Code");
            boolean success =
                    tree.path("success").asBoolean(tree.path("Success").asBoolean());
            return error || success ? wrongId(id) : Optional.of("neither a success nor a code");
        } catch (IOException e) {
            return Optional.of("no JSON");
        }
    }

    private Optional<String> wrongXml(String body) {
        Matcher matcher = XML.matcher(body.trim());
        if (!matcher.matches()) {
            return Optional.of("no XML");
        }
        return wrongId(matcher.group(2) == null ? matcher.group(4) : matcher.group(2));
    }

    private Optional<String> wrongId(String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        if (!UUID.matcher(lower).matches()) {
            return Optional.of("no request id");
        }
        return requestIds.add(lower) ? Optional.empty() : Optional.of("a request id was used twice");
    }
}
