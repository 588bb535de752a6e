package dev.otagate.diagnosis;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.failure.Result;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a signed request from text: a URL, a curl command, or a raw HTTP request. */
public final class RequestText {
    /** The longest text. */
    public static final int MAX_LENGTH = 100_000;

    private static final Pattern CURL = Pattern.compile("(?:[$>]\\s+)?curl(?:\\.exe)?\\s");

    private RequestText() {}

    /** Fails with a message for a person if the text is no request. */
    public static Result<SignedRequest> parse(String text) {
        String trimmed = text.strip();
        if (trimmed.length() > MAX_LENGTH) {
            return failed("The text has more than " + MAX_LENGTH + " characters.");
        }
        Matcher curl = CURL.matcher(trimmed);
        if (curl.lookingAt()) {
            return CurlCommand.parse(trimmed.substring(curl.end()));
        }
        if (trimmed.matches("(?s)[A-Za-z]+ [^\\n]* HTTP/[0-9.]+\\r?(\\n.*)?")) {
            return raw(text.stripLeading());
        }
        String[] words = trimmed.split("\\s+", -1);
        boolean named = words.length == 2 && words[0].matches("[A-Z]+");
        if (words.length > (named ? 2 : 1)) {
            return failed("The text is no URL, no curl command and no raw HTTP request.");
        }
        return url(named ? words[0] : "GET", words[words.length - 1], Map.of(), "");
    }

    // The body begins after the first empty line.
    private static Result<SignedRequest> raw(String text) {
        String lines = text.replace("\r\n", "\n");
        int end = lines.indexOf("\n\n");
        String[] head = (end < 0 ? lines : lines.substring(0, end)).split("\n", -1);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':', 1);
            if (colon > 0) {
                addHeader(headers, head[i].substring(0, colon), head[i].substring(colon + 1));
            }
        }
        String[] first = head[0].split(" ", -1);
        String body = end < 0 ? "" : body(lines.substring(end + 2), headers.get("Content-Length"));
        return url(first[0], first[1], headers, body);
    }

    // Editors add a line break at the end; a form has none.
    private static String body(String text, String length) {
        int octets = text.getBytes(StandardCharsets.UTF_8).length;
        boolean longer = length == null || !length.equals(Integer.toString(octets));
        return longer ? text.stripTrailing() : text;
    }

    static void addHeader(Map<String, String> headers, String name, String value) {
        headers.merge(name.strip(), octets(value.strip()), (one, other) -> one + "," + other);
    }

    /** @param target a URL, or a path with its query, or the query alone */
    static Result<SignedRequest> url(String method, String target, Map<String, String> headers, String body) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        String rest = target.split("#", 2)[0];
        int scheme = rest.indexOf("://");
        if (scheme >= 0) {
            rest = rest.substring(scheme + 3);
            int host = indexOf(rest, "/?");
            all.putIfAbsent("Host", octets(rest.substring(0, host)));
            rest = rest.substring(host);
        } else if (!rest.startsWith("/") && !rest.startsWith("?")) {
            rest = "?" + rest;
        }
        int question = indexOf(rest, "?");
        String path = rest.substring(0, question);
        String query = question < rest.length() ? rest.substring(question + 1) : "";
        SignedRequest request = new SignedRequest(
                method.toUpperCase(Locale.ROOT), path.isEmpty() ? "/" : octets(path), octets(query), all, octets(body));
        return request.signature().isEmpty()
                ? failed("The text has no Signature: neither a parameter nor a header Authorization.")
                : Result.ok(request);
    }

    private static int indexOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** One character for each octet of UTF-8. */
    static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    static Result<SignedRequest> failed(String message) {
        return Result.failed(new Failure(ErrorCode.BAD_REQUEST, message));
    }
}
