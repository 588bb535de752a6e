package dev.otagate.chaos.hostile;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A POST with the parameters in the query, signed with ACS3-HMAC-SHA256. */
final class Acs3Octets {
    private static final String SCHEME = "ACS3-HMAC-SHA256";
    private static final String SIGNED =
            "x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";

    private Acs3Octets() {}

    /** @param query percent-encoded, with the Action, which is put into a header */
    static byte[] request(Target target, String query) {
        String action = query.substring("Action=".length(), query.indexOf('&'));
        String sorted = Arrays.stream(query.substring(query.indexOf('&') + 1).split("&"))
                .filter(pair -> !pair.startsWith("Version="))
                .sorted()
                .collect(Collectors.joining("&"));
        String hash = sha256("");
        String headers = "x-acs-action:" + action + "\nx-acs-content-sha256:" + hash + "\nx-acs-date:"
                + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\nx-acs-signature-nonce:" + UUID.randomUUID()
                + "\nx-acs-version:2018-01-20\n";
        String canonical = "POST\n/\n" + sorted + "\n" + headers + "\n" + SIGNED + "\n" + hash;
        String signature = hmac(target.secret(), SCHEME + "\n" + sha256(canonical));
        return HostileRequests.octets("POST /?" + sorted + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + headers.replace("\n", "\r\n") + "Authorization: " + SCHEME + " Credential=" + target.accessKeyId()
                + ",SignedHeaders=" + SIGNED + ",Signature=" + signature + "\r\nContent-Length: 0\r\n\r\n");
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
