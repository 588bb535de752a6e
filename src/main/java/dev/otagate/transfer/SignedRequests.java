package dev.otagate.transfer;

import dev.otagate.parameter.Parameters;
import dev.otagate.parameter.RequestSignature;
import dev.otagate.parameter.SignatureMethod;
import dev.otagate.signature.Acs3Signature;
import dev.otagate.signature.Signer;
import dev.otagate.signature.StringToSign;
import dev.otagate.transfer.ApiAccess.Dialect;
import dev.otagate.transfer.ApiAccess.SignatureStyle;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Signs requests to an endpoint, each with a nonce of its own. Thread-safe. */
final class SignedRequests {
    private static final String VERSION = "2018-01-20";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final ApiAccess access;

    SignedRequests(ApiAccess access) {
        this.access = access;
    }

    /** A GET for a query, with the parameters in the URL; a POST for a change, with the parameters in the body. */
    SignedCall request(String action, Map<String, String> parameters, boolean change) {
        Map<String, String> values = new TreeMap<>(parameters);
        access.instance().ifPresent(instance -> values.put("IotInstanceId", instance));
        access.region().ifPresent(region -> values.put("RegionId", region));
        String method = change ? "POST" : "GET";
        String nonce = UUID.randomUUID().toString();
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        if (access.style() == SignatureStyle.ACS3) {
            return acs3(method, action, values, nonce, now);
        }
        values.put("Action", action);
        values.put("AccessKeyId", access.accessKeyId());
        values.put("SignatureMethod", SignatureMethod.HMAC_SHA1.parameterValue());
        values.put("SignatureNonce", nonce);
        values.put("SignatureVersion", "1.0");
        values.put("Timestamp", now);
        values.put("Format", "JSON");
        if (access.dialect() == Dialect.ALIBABA) {
            values.put("Version", VERSION);
        }
        byte[] stringToSign = StringToSign.of(method, Parameters.of(values));
        values.put("Signature", new Signer().sign(SignatureMethod.HMAC_SHA1, secret(), stringToSign));
        return call(method, encode(values), new TreeMap<>());
    }

    private SignedCall acs3(String method, String action, Map<String, String> values, String nonce, String now) {
        Acs3Signature signature = new Acs3Signature();
        boolean change = method.equals("POST");
        String form = encode(values);
        Map<String, String> headers = new TreeMap<>();
        headers.put("host", host());
        headers.put("x-acs-action", action);
        headers.put("x-acs-content-sha256", signature.hash((change ? form : "").getBytes(StandardCharsets.UTF_8)));
        headers.put("x-acs-date", now);
        headers.put("x-acs-signature-nonce", nonce);
        if (access.dialect() == Dialect.ALIBABA) {
            headers.put("x-acs-version", VERSION);
        }
        List<String> names = List.copyOf(headers.keySet());
        Parameters query = Parameters.of(change ? Map.of() : values);
        String stringToSign = signature.stringToSign(
                method, query, headers::get, new RequestSignature.Acs3(names, headers.get("x-acs-content-sha256"), ""));
        headers.put(
                "Authorization",
                "ACS3-HMAC-SHA256 Credential=" + access.accessKeyId() + ",SignedHeaders=" + String.join(";", names)
                        + ",Signature=" + signature.sign(secret(), stringToSign));
        return call(method, form, headers);
    }

    private SignedCall call(String method, String encoded, Map<String, String> headers) {
        headers.put("host", host());
        headers.put("Accept", "application/json");
        if (method.equals("GET")) {
            return new SignedCall(method, "/?" + encoded, headers, "");
        }
        headers.put("Content-Type", FORM);
        return new SignedCall(method, "/", headers, encoded);
    }

    private byte[] secret() {
        return access.secret().value().getBytes(StandardCharsets.UTF_8);
    }

    static int defaultPort(URI endpoint) {
        return endpoint.getScheme().equals("https") ? HTTPS : HTTP;
    }

    private String host() {
        URI endpoint = access.endpoint();
        return endpoint.getPort() < 0 || endpoint.getPort() == defaultPort(endpoint)
                ? endpoint.getHost()
                : endpoint.getHost() + ":" + endpoint.getPort();
    }

    private static String encode(Map<String, String> values) {
        StringBuilder query = new StringBuilder(512);
        values.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(StringToSign.percentEncode(name))
                .append('=')
                .append(StringToSign.percentEncode(value)));
        return query.toString();
    }
}
