package dev.otagate.support;

import dev.otagate.account.NewAccessKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request signed with ACS3-HMAC-SHA256 out of JDK classes. What is changed by {@code with...} is signed; {@link #header} sets
 * or takes away a header afterwards.
 *
 * @param headers in the order in which they are signed, and {@code authorization}
 */
public record Acs3Request(
        NewAccessKey key, String method, Map<String, String> query, String body, Map<String, String> headers) {
    private static final String SCHEME = "ACS3-HMAC-SHA256";

    /** A request whose parameters are in the query. */
    public static Acs3Request of(NewAccessKey key, String action, Map<String, String> query) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("x-acs-action", action);
        headers.put("x-acs-version", "2018-01-20");
        headers.put("x-acs-date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        headers.put("x-acs-signature-nonce", UUID.randomUUID().toString());
        return new Acs3Request(key, "POST", new TreeMap<>(query), "", headers).sign();
    }

    public Acs3Request with(String header, String value) {
        Map<String, String> changed = new TreeMap<>(headers);
        if (value == null) {
            changed.remove(header);
        } else {
            changed.put(header, value);
        }
        return new Acs3Request(key, method, query, body, changed).sign();
    }

    public Acs3Request withForm(String form) {
        return new Acs3Request(key, method, query, form, headers)
                .with("content-type", "application/x-www-form-urlencoded");
    }

    public Acs3Request withMethod(String other) {
        return new Acs3Request(key, other, query, body, headers).sign();
    }

    /** The same request with a header set, or taken away where the value is {@code null}, after signing. */
    public Acs3Request header(String name, String value) {
        Map<String, String> changed = new TreeMap<>(headers);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Acs3Request(key, method, query, body, changed);
    }

    public Acs3Request withBodyAfterSigning(String other) {
        return new Acs3Request(key, method, query, other, headers);
    }

    public String encodedQuery() {
        return SignedRequest.encode(query);
    }

    private Acs3Request sign() {
        Map<String, String> signed = new TreeMap<>(headers);
        signed.remove("authorization");
        signed.put("x-acs-content-sha256", sha256(body));
        List<String> names = new ArrayList<>(signed.keySet());
        String lines = names.stream()
                .map(name -> name + ":" + signed.get(name).trim() + "\n")
                .collect(Collectors.joining());
        String list = String.join(";", names);
        String canonical = method + "\n/\n" + SignedRequest.encode(query) + "\n" + lines + "\n" + list + "\n"
                + signed.get("x-acs-content-sha256");
        String signature = hmac(key.accessKeySecret(), SCHEME + "\n" + sha256(canonical));
        signed.put(
                "authorization",
                SCHEME + " Credential=" + key.accessKeyId() + ",SignedHeaders=" + list + ",Signature=" + signature);
        return new Acs3Request(key, method, query, body, signed);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
