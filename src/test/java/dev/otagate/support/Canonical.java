package dev.otagate.support;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The canonical forms of both signatures, made the slow and simple way out of JDK classes. */
public final class Canonical {
    private Canonical() {}

    /** The string to sign of the RPC signature, over all parameters but {@code Signature}. */
    public static String rpc(String method, Map<String, String> parameters) {
        Map<String, String> signed = new TreeMap<>(Canonical::compareUtf8);
        signed.putAll(parameters);
        signed.remove("Signature");
        return method + "&%2F&" + SignedRequest.percentEncode(SignedRequest.encode(signed));
    }

    /** The string to sign of ACS3-HMAC-SHA256. */
    public static String acs3(
            String method,
            Map<String, String> query,
            List<String> signedHeaders,
            Map<String, String> headers,
            String contentSha256) {
        Map<String, String> sorted = new TreeMap<>(Canonical::compareUtf8);
        sorted.putAll(query);
        StringBuilder request = new StringBuilder(method + "\n/\n" + SignedRequest.encode(sorted) + "\n");
        signedHeaders.forEach(name ->
                request.append(name + ":" + headers.getOrDefault(name, "").trim() + "\n"));
        request.append("\n" + String.join(";", signedHeaders) + "\n" + contentSha256);
        return "ACS3-HMAC-SHA256\n" + sha256(request.toString());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int compareUtf8(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
