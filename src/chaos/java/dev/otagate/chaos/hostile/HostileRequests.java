package dev.otagate.chaos.hostile;

import dev.otagate.parameter.SignatureMethod;
import dev.otagate.signature.SignedUrl;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;

/** The octets of requests that no honest client sends. */
final class HostileRequests {
    private static final String HOST = "Host: 127.0.0.1\r\n";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    private final Target target;

    HostileRequests(Target target) {
        this.target = target;
    }

    /** A POST of a form of so many octets that lacks the last one. */
    static byte[] bodyWithoutEnd(int octets) {
        return octets("POST / HTTP/1.1\r\n" + HOST + FORM + "Content-Length: " + octets + "\r\n\r\na="
                + "x".repeat(octets - 3));
    }

    /** A POST of a chunked form of so many octets without the last chunk. */
    static byte[] chunksWithoutEnd(int octets) {
        int chunk = 1000;
        StringBuilder request =
                new StringBuilder("POST / HTTP/1.1\r\n" + HOST + FORM + "Transfer-Encoding: chunked\r\n\r\n");
        for (int sent = 0; sent < octets; sent += chunk) {
            request.append(Integer.toHexString(chunk))
                    .append("\r\n")
                    .append("x".repeat(chunk))
                    .append("\r\n");
        }
        return octets(request.toString());
    }

    /** A head of tiny headers, about so many octets, that lacks its end. */
    static byte[] headWithoutEnd(int octets) {
        StringBuilder head = new StringBuilder("GET / HTTP/1.1\r\n" + HOST);
        for (int i = 0; head.length() < octets; i++) {
            head.append(Integer.toString(i, 36)).append(":\r\n");
        }
        return octets(head.toString());
    }

    /** Whole requests without a signature, one behind the other, about so many octets. */
    static byte[] pipelined(int octets) {
        String request = "GET /?Action=CreateOTAModule&ModuleName=a HTTP/1.1\r\n" + HOST + "\r\n";
        return octets(request.repeat(octets / request.length()));
    }

    /** Requests as small as they can be, one behind the other, about so many octets. */
    static byte[] junk(int octets) {
        String request = "GET / HTTP/1.1\r\n\r\n";
        return octets(request.repeat(octets / request.length()));
    }

    /** A form with as many different names as fit into so many octets. */
    static byte[] names(int octets) {
        StringBuilder form = new StringBuilder(octets);
        for (int i = 46_656; form.length() < octets - 6; i++) {
            form.append(Integer.toString(i, 36)).append('&');
        }
        form.append("z=1");
        return octets("POST / HTTP/1.1\r\n" + HOST + FORM + "Content-Length: " + form.length() + "\r\n\r\n" + form);
    }

    /** An ACS3 request of the known key that names the same long header as signed so many times. */
    byte[] signedHeaders(int times) {
        String names = "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-action" + ";a".repeat(times);
        return octets("POST / HTTP/1.1\r\n" + HOST + "a: " + "b".repeat(15_000)
                + "\r\nx-acs-action: CreateOTAModule\r\n"
                + "x-acs-version: 2018-01-20\r\nx-acs-date: " + now() + "\r\nx-acs-signature-nonce: " + random()
                + "\r\nx-acs-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\r\n"
                + "Authorization: ACS3-HMAC-SHA256 Credential=" + target.accessKeyId() + ",SignedHeaders=" + names
                + ",Signature=" + "0".repeat(64) + "\r\nContent-Length: 0\r\n\r\n");
    }

    /** A wrong signature of the known key over a form of about so many octets, all of which must be encoded. */
    byte[] wrongSignature(int octets) {
        String form = common(target.accessKeyId()) + "&Desc=";
        String body = form + "*".repeat(octets - form.length());
        return octets("POST / HTTP/1.1\r\n" + HOST + FORM + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** A request of a key that does not exist. */
    static byte[] unknownKey() {
        return octets("GET /?" + common("nobody" + random()) + " HTTP/1.1\r\n" + HOST + "\r\n");
    }

    /** A request that the honest client has signed: whoever has read it can send it, but not change it. */
    byte[] captured(String query) {
        String url = SignedUrl.of(
                "", "GET", target.accessKeyId(), target.secret(), query, SignatureMethod.HMAC_SHA1, Clock.systemUTC());
        return octets("GET " + url + " HTTP/1.1\r\n" + HOST + "\r\n");
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String common(String accessKeyId) {
        return "Action=CreateOTAModule&AccessKeyId=" + accessKeyId
                + "&SignatureMethod=HMAC-SHA1&ModuleName=a&ProductKey=b&SignatureNonce=" + random() + "&Timestamp="
                + now().replace(":", "%3A") + "&Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D";
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String random() {
        return Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    }
}
