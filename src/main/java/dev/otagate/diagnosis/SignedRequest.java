package dev.otagate.diagnosis;

import dev.otagate.parameter.Acs3Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A signed request as it was sent: nothing is decoded. Text has one character for each octet.
 *
 * @param query without the question mark; empty if there is none
 * @param headers by lower-case name; several of one name are joined by commas
 * @param body empty if there is none
 */
public record SignedRequest(String method, String path, String query, Map<String, String> headers, String body) {
    private static final String FORM = "application/x-www-form-urlencoded";

    public SignedRequest {
        headers = headers.entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        Map.Entry::getValue,
                        (first, second) -> first + "," + second,
                        TreeMap::new));
    }

    /** The AccessKeyId, from the header {@code Authorization} or the parameters; empty if the request has none. */
    public Optional<String> accessKeyId() {
        return isAcs3() ? authorization("Credential") : parameter("AccessKeyId");
    }

    Optional<String> signature() {
        return isAcs3() ? authorization("Signature") : parameter("Signature");
    }

    boolean isAcs3() {
        return Acs3Headers.isScheme(headers.get("authorization"));
    }

    /** A part of the header {@code Authorization}. */
    Optional<String> authorization(String name) {
        String value = headers.getOrDefault("authorization", "");
        for (String part : value.substring(value.indexOf(' ') + 1).split(",", -1)) {
            if (part.trim().startsWith(name + "=")) {
                return Optional.of(part.trim().substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** The parameters that the gateway reads. */
    List<Pair> pairs() {
        List<Pair> pairs = Pair.parse(query, false);
        if (hasForm()) {
            pairs.addAll(Pair.parse(body, true));
        }
        return pairs;
    }

    /** The parameters of a body that the gateway does not read, because it is no form. */
    List<Pair> unreadPairs() {
        return hasForm() ? List.of() : Pair.parse(body, true);
    }

    private boolean hasForm() {
        String type = headers.getOrDefault("content-type", "");
        return method.equals("POST") && FORM.equalsIgnoreCase(type.split(";", 2)[0].trim());
    }

    /** A decoded parameter, also one whose name is in another case, or in a body that the gateway does not read. */
    Optional<String> parameter(String name) {
        List<Pair> all = new ArrayList<>(pairs());
        all.addAll(unreadPairs());
        return first(all, pair -> pair.name().equals(name))
                .or(() -> first(all, pair -> pair.name().equalsIgnoreCase(name)));
    }

    private static Optional<String> first(List<Pair> pairs, Predicate<Pair> wanted) {
        return pairs.stream().filter(wanted).map(Pair::value).findFirst();
    }

    /** The number of its characters. */
    public int length() {
        int length = path.length() + query.length() + body.length();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            length += header.getKey().length() + header.getValue().length();
        }
        return length;
    }

    /** Has no parameter, no header and no body: they contain the signature. */
    @Override
    public String toString() {
        return "SignedRequest[" + method + "]";
    }
}
