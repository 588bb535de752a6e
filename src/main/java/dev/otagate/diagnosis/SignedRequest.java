package dev.otagate.diagnosis;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A signed request as it was sent: nothing is decoded. Text has one character for each octet.
 *
 * @param query without the question mark; empty if there is none
 * @param headers by lower-case name; several of one name are joined by commas
 * @param body empty if there is none
 */
public record SignedRequest(String method, String path, String query, Map<String, String> headers, String body) {
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
        return Optional.empty();
    }

    /** Has no parameter, no header and no body: they contain the signature. */
    @Override
    public String toString() {
        return "SignedRequest[" + method + "]";
    }
}
