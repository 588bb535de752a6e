package dev.otagate.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.TestClient.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests and their answers for a page of documentation, each between {@code <!-- example NAME -->} and
 * {@code <!-- end -->}. What differs from run to run counts as the same.
 */
public final class ExampleDocument {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern EXAMPLE = Pattern.compile("(?s)<!-- example ([\\w-]+) -->\n.*?<!-- end -->");
    private static final List<String> SHOWN_HEADERS =
            List.of("Content-Type", "Idempotent-Replayed", "Retry-After", "RateLimit", "RateLimit-Policy");

    private final TestClient client;
    private final Map<String, String> examples = new LinkedHashMap<>();

    public ExampleDocument(TestClient client) {
        this.client = client;
    }

    /** Sends a request by its query. */
    public Reply add(String name, SignedRequest request) {
        return keep(name, request.method() + " /?" + request.encoded() + "\n", client.send(request));
    }

    /** Sends a request by a form body. */
    public Reply addForm(String name, SignedRequest request) {
        Reply reply = client.send("POST", "", FORM, request.encoded());
        return keep(name, "POST /\nContent-Type: " + FORM + "\n\n" + request.encoded() + "\n", reply);
    }

    /** Sends a request that is signed in its headers. */
    public Reply add(String name, Acs3Request request) {
        StringBuilder text = new StringBuilder(request.method() + " /?" + request.encodedQuery() + "\n");
        request.headers()
                .forEach((header, value) ->
                        text.append(header).append(": ").append(value).append('\n'));
        return keep(name, text.toString(), client.send(request));
    }

    private Reply keep(String name, String request, Reply reply) {
        StringBuilder text =
                new StringBuilder(request).append('\n').append(reply.status()).append('\n');
        for (String header : SHOWN_HEADERS) {
            if (!reply.header(header).isEmpty()) {
                text.append(header).append(": ").append(reply.header(header)).append('\n');
            }
        }
        examples.put(name, text.append('\n').append(reply.body()).append('\n').toString());
        return reply;
    }

    /** The page with these examples in it; fails where it has others. */
    public String writtenInto(String page) {
        Matcher found = EXAMPLE.matcher(page);
        assertThat(EXAMPLE.matcher(page).results().map(result -> result.group(1)))
                .as("the page's examples")
                .containsExactlyInAnyOrderElementsOf(examples.keySet());
        return found.replaceAll(example -> Matcher.quoteReplacement("<!-- example " + example.group(1)
                + " -->\n```text\n" + examples.get(example.group(1)) + "```\n<!-- end -->"));
    }

    /** A page without what differs from run to run. */
    public static String masked(String page) {
        return page.replaceAll("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d(:|%3A)\\d\\d((:|%3A)\\d\\d)?Z", "TIME")
                .replaceAll("(AccessKeyId|Credential)=[^&,\\s]+", "$1=ID")
                .replaceAll("Signature=[^&,\\s]+", "Signature=S")
                .replaceAll("\\b[0-9a-f]{64}\\b", "SHA-256")
                .replaceAll("\\ba1[A-Za-z0-9]{9}\\b", "PRODUCT")
                .replaceAll("\\b1[0-9]{12}\\b", "MILLIS");
    }
}
