package dev.otagate.diagnosis;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client of its own, out of JDK classes, whose steps of signing a test can replace by wrong ones. */
final class MistakenClient {
    static final String SECRET = "Kx7Qm2Vd9sLtR4wYbN8cHf3GjZ6pAa";
    static final String OTHER_SECRET = "qWeRtYuIoP1234567890asdfghjklz";
    static final String KEY_ID = "LTAIexample00001";
    static final String TIMESTAMP = "2026-11-28T09:47:43Z";
    static final String ACS3 = "ACS3-HMAC-SHA256";

    final boolean acs3;
    final boolean post;
    String method;
    final Map<String, String> query = new LinkedHashMap<>();
    final Map<String, String> form = new LinkedHashMap<>();
    final Map<String, String> headers = new LinkedHashMap<>();
    Map<String, String> signed;
    UnaryOperator<String> encode = MistakenClient::encode;
    Comparator<String> order = Comparator.naturalOrder();
    boolean sorted = true;
    String joiner = "&";
    UnaryOperator<String> outer = MistakenClient::encode;
    String path;
    String key;
    byte[] keyOctets;
    String algorithm;
    UnaryOperator<String> text = UnaryOperator.identity();
    UnaryOperator<String> canonical = UnaryOperator.identity();
    List<String> names = new ArrayList<>(List.of(
            "host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version"));
    Map<String, String> signedHeaders = new TreeMap<>();
    UnaryOperator<String> list = UnaryOperator.identity();
    UnaryOperator<String> hash = MistakenClient::sha256;
    String afterHeaders = "\n";
    String bodyHash;
    UnaryOperator<String> sent = UnaryOperator.identity();
    boolean hex;

    MistakenClient(boolean acs3, boolean post) {
        this.acs3 = acs3;
        this.post = post;
        method = post ? "POST" : "GET";
        path = acs3 ? "/" : "%2F";
        key = acs3 ? SECRET : SECRET + "&";
        algorithm = acs3 ? "HmacSHA256" : "HmacSHA1";
        hex = acs3;
        if (!acs3) {
            query.put("SignatureNonce", "nonce-1");
            query.put("Timestamp", TIMESTAMP);
            query.put("AccessKeyId", KEY_ID);
            query.put("SignatureMethod", "HMAC-SHA1");
            query.put("Action", "CreateOTAModule");
        }
        query.put("Version", "2018-01-20");
        query.put("empty", "");
        Map<String, String> own = post && !acs3 ? form : query;
        own.put("abTest", "1");
        own.put("ProductKey", "a1B2c3D4");
        own.put("Desc", "a+b c/d=e&f%*~ '()!:é\nz");
        own.put("AliasName", "蓝牙 模块");
        if (post && acs3) {
            form.put("extra", "in the body");
        }
        signed = new LinkedHashMap<>(query);
        if (!acs3) {
            signed.putAll(form);
        }
        headers.put("Host", "iot.example.com:8686");
        headers.put("x-acs-action", "CreateOTAModule");
        headers.put("x-acs-version", "2018-01-20");
        headers.put("x-acs-date", TIMESTAMP);
        headers.put("x-acs-signature-nonce", "nonce-1");
        headers.put("x-acs-content-sha256", sha256(body()));
        headers.forEach((name, value) -> signedHeaders.put(name.toLowerCase(Locale.ROOT), value));
        bodyHash = headers.get("x-acs-content-sha256");
    }

    String body() {
        return join(form, MistakenClient::formEncode);
    }

    String canonicalQuery() {
        List<String> inOrder = new ArrayList<>(signed.keySet());
        if (sorted) {
            inOrder.sort(order);
        }
        return canonical.apply(inOrder.stream()
                .map(name -> encode.apply(name) + "=" + encode.apply(signed.get(name)))
                .collect(Collectors.joining(joiner)));
    }

    String stringToSign() {
        if (!acs3) {
            return text.apply(method + "&" + path + "&" + outer.apply(canonicalQuery()));
        }
        StringBuilder lines = new StringBuilder();
        names.forEach(name -> lines.append(name + ":" + signedHeaders.get(name.toLowerCase(Locale.ROOT)) + "\n"));
        String request = method + "\n" + path + "\n" + canonicalQuery() + "\n" + lines + afterHeaders
                + list.apply(String.join(";", names)) + "\n" + bodyHash;
        return text.apply(ACS3 + "\n" + hash.apply(request));
    }

    SignedRequest request() {
        byte[] secret = keyOctets == null ? key.getBytes(StandardCharsets.UTF_8) : keyOctets;
        byte[] digest = hmac(algorithm, secret, stringToSign().getBytes(StandardCharsets.UTF_8));
        String signature = sent.apply(
                hex ? HexFormat.of().formatHex(digest) : Base64.getEncoder().encodeToString(digest));
        Map<String, String> sentHeaders = new LinkedHashMap<>();
        String sentQuery = join(query, MistakenClient::formEncode);
        sentHeaders.put("Host", headers.get("Host"));
        if (post) {
            sentHeaders.put("Content-Type", "application/x-www-form-urlencoded");
        }
        if (acs3) {
            sentHeaders.putAll(headers);
            sentHeaders.put(
                    "Authorization",
                    ACS3 + " Credential=" + KEY_ID + ",SignedHeaders="
                            + "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"
                            + ",Signature=" + signature);
        } else {
            sentQuery += "&Signature=" + formEncode(signature);
        }
        return new SignedRequest(post ? "POST" : "GET", "/", sentQuery, sentHeaders, body());
    }

    static byte[] hmac(String algorithm, byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encode(String plain) {
        return formEncode(plain).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    static String encode(String plain, Charset charset) {
        return URLEncoder.encode(plain, charset)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    static String formEncode(String plain) {
        return URLEncoder.encode(plain, StandardCharsets.UTF_8);
    }

    private static String join(Map<String, String> parameters, UnaryOperator<String> encode) {
        return parameters.entrySet().stream()
                .map(entry -> encode.apply(entry.getKey()) + "=" + encode.apply(entry.getValue()))
                .collect(Collectors.joining("&"));
    }
}
