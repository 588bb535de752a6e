package dev.otagate.support;

import dev.otagate.account.NewAccessKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The parameters of a request and their signature, made the slow and simple way out of JDK classes, so that the gateway's own
 * code is not its own witness. Changing a parameter signs again; {@link #unsigned} does not.
 */
public final class SignedRequest {
    private final String method;
    private final String secret;
    private final Map<String, String> parameters;

    private SignedRequest(String method, String secret, Map<String, String> parameters) {
        this.method = method;
        this.secret = secret;
        this.parameters = parameters;
    }

    /** A CreateOTAModule request, as the vendor's page has it. */
    public static SignedRequest createModule(NewAccessKey key, String productKey, String moduleName) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("Action", "CreateOTAModule");
        parameters.put("AccessKeyId", key.accessKeyId());
        parameters.put("SignatureMethod", "HMAC-SHA1");
        parameters.put("SignatureNonce", UUID.randomUUID().toString());
        parameters.put(
                "Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        parameters.put("ProductKey", productKey);
        parameters.put("ModuleName", moduleName);
        return new SignedRequest("GET", key.accessKeySecret(), parameters).sign();
    }

    /** A request for any operation of a product. */
    public static SignedRequest of(NewAccessKey key, String action, String productKey) {
        return createModule(key, productKey, "").with("Action", action).with("ModuleName", null);
    }

    /** A request for an operation that names no product. */
    public static SignedRequest of(NewAccessKey key, String action) {
        return of(key, action, "").with("ProductKey", null);
    }

    /** The same request with a parameter set, or taken away where the value is {@code null}, and signed. */
    public SignedRequest with(String name, String value) {
        return unsigned(name, value).sign();
    }

    /** The same request with a parameter set or taken away, and the signature left as it was. */
    public SignedRequest unsigned(String name, String value) {
        Map<String, String> changed = new TreeMap<>(parameters);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new SignedRequest(method, secret, changed);
    }

    /** The same request for the method POST. */
    public SignedRequest post() {
        return new SignedRequest("POST", secret, parameters).sign();
    }

    /** The same request signed with another secret. */
    public SignedRequest signedWith(String otherSecret) {
        return new SignedRequest(method, otherSecret, parameters).sign();
    }

    /** The same request with a new nonce. */
    public SignedRequest again() {
        return with("SignatureNonce", UUID.randomUUID().toString());
    }

    public String method() {
        return method;
    }

    public Map<String, String> parameters() {
        return parameters;
    }

    /** The parameters as a query or form body. */
    public String encoded() {
        return encode(parameters);
    }

    /** What is signed. */
    public String stringToSign() {
        Map<String, String> signed = new TreeMap<>(SignedRequest::compareUtf8);
        signed.putAll(parameters);
        signed.remove("Signature");
        return method + "&%2F&" + percentEncode(encode(signed));
    }

    static String encode(Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(percentEncode(name))
                .append('=')
                .append(percentEncode(value)));
        return query.toString();
    }

    public static String percentEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static int compareUtf8(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private SignedRequest sign() {
        String algorithm = "HMAC-SHA256".equals(parameters.get("SignatureMethod")) ? "HmacSHA256" : "HmacSHA1";
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), algorithm));
            byte[] signature = mac.doFinal(stringToSign().getBytes(StandardCharsets.UTF_8));
            return unsigned("Signature", Base64.getEncoder().encodeToString(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
