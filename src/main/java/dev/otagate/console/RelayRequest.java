package dev.otagate.console;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request that the page has signed, for the API.
 *
 * @param headers without those that belong to a connection
 * @param body empty if there is none
 */
record RelayRequest(HttpMethod method, String target, List<Header> headers, byte[] body) {
    static final int MAX_BODY_BYTES = 262_144;
    static final int MAX_TARGET_BYTES = 65_536;
    static final int MAX_HEADERS = 64;
    static final String RULE = "method must be GET or POST; target must begin with /; headers must be at most "
            + MAX_HEADERS + " pairs; body must be text of at most " + MAX_BODY_BYTES + " bytes.";

    private static final Pattern TARGET = Pattern.compile("/[!-~]{0," + (MAX_TARGET_BYTES - 1) + "}");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]{0,8192}");
    // Of the connection to the console, or set by proxies: they do not belong to the signed request.
    private static final Set<String> DROPPED = Set.of(
            "connection",
            "content-length",
            "cookie",
            "expect",
            "forwarded",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** A header. */
    record Header(String name, String value) {
        private boolean isDropped() {
            String lower = name.toLowerCase(Locale.ROOT);
            return DROPPED.contains(lower) || lower.startsWith("x-forwarded-") || lower.startsWith("x-otagate-");
        }
    }

    /** The request in a JSON object; empty if the object breaks {@link #RULE}. */
    static Optional<RelayRequest> of(JsonObject json) {
        Object method = json.getValue("method");
        Optional<List<Header>> headers = headers(json.getValue("headers", new JsonArray()));
        Optional<byte[]> body = body(json.getValue("body"));
        if (!("GET".equals(method) || "POST".equals(method))
                || !(json.getValue("target") instanceof String target)
                || !TARGET.matcher(target).matches()
                || headers.isEmpty()
                || body.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RelayRequest(HttpMethod.valueOf((String) method), target, headers.get(), body.get()));
    }

    private static Optional<byte[]> body(Object value) {
        if (value == null) {
            return Optional.of(new byte[0]);
        }
        return value instanceof String text
                ? Optional.of(text.getBytes(StandardCharsets.UTF_8)).filter(octets -> octets.length <= MAX_BODY_BYTES)
                : Optional.empty();
    }

    private static Optional<List<Header>> headers(Object value) {
        if (!(value instanceof JsonArray pairs) || pairs.size() > MAX_HEADERS) {
            return Optional.empty();
        }
        List<Header> headers = new ArrayList<>();
        for (Object pair : pairs) {
            if (!(pair instanceof JsonArray both)
                    || both.size() != 2
                    || !(both.getValue(0) instanceof String name)
                    || !NAME.matcher(name).matches()
                    || !(both.getValue(1) instanceof String text)
                    || !VALUE.matcher(text).matches()) {
                return Optional.empty();
            }
            headers.add(new Header(name, text));
        }
        return Optional.of(
                headers.stream().filter(header -> !header.isDropped()).toList());
    }
}
