package dev.otagate.signature;

import dev.otagate.parameter.FormDecoder;
import dev.otagate.parameter.Parameters;
import dev.otagate.parameter.SignatureMethod;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Makes a signed URL from the parameters of an operation, as a client does. */
public final class SignedUrl {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private SignedUrl() {}

    /**
     * Returns a URL that may be requested once, within 15 minutes of the clock.
     *
     * @param endpoint such as {@code http://127.0.0.1:8686}
     * @param httpMethod the method of the request, which is signed, too
     * @param query the operation's parameters, {@code Action=...&...}, percent-encoded or not; common parameters that are missing are
     *     added
     * @throws IllegalArgumentException if the query is malformed; the message names the parameter
     */
    public static String of(
            String endpoint,
            String httpMethod,
            String accessKeyId,
            String secret,
            String query,
            SignatureMethod method,
            Clock clock) {
        FormDecoder decoder = new FormDecoder();
        decoder.add(query.getBytes(StandardCharsets.UTF_8));
        decoder.malformed().ifPresent(name -> {
            throw new IllegalArgumentException("The parameter \"" + name + "\" is malformed or given twice.");
        });
        Map<String, String> values = new LinkedHashMap<>();
        Parameters given = decoder.parameters();
        for (String name : given.sortedNames()) {
            values.put(name, given.get(name));
        }
        values.remove("Signature");
        values.putIfAbsent("AccessKeyId", accessKeyId);
        values.putIfAbsent("SignatureMethod", method.parameterValue());
        values.putIfAbsent("SignatureNonce", UUID.randomUUID().toString());
        values.putIfAbsent("Timestamp", TIMESTAMP.format(clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        byte[] stringToSign = StringToSign.of(httpMethod, Parameters.of(values));
        values.put("Signature", new Signer().sign(method, secret.getBytes(StandardCharsets.UTF_8), stringToSign));
        return endpoint + "/?" + encode(values);
    }

    private static String encode(Map<String, String> values) {
        StringBuilder query = new StringBuilder();
        values.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(StringToSign.percentEncode(name))
                .append('=')
                .append(StringToSign.percentEncode(value)));
        return query.toString();
    }
}
