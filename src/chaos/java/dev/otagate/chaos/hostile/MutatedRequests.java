package dev.otagate.chaos.hostile;

import dev.otagate.parameter.SignatureMethod;
import dev.otagate.signature.SignedUrl;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Valid signed requests of several operations, dialects and signatures, and what random changes make of them. */
final class MutatedRequests {
    private static final List<String> QUERIES = List.of(
            "Action=CreateOTAModule&ModuleName=mutated&Desc=%E8%93%9D%20a%2Bb&ProductKey=",
            "Action=UpdateOTAModule&ModuleName=mutated&AliasName=a&ProductKey=",
            "Action=DeleteOTAModule&ModuleName=mutated&ProductKey=",
            "Action=ListOTAModuleByProduct&Format=XML&ProductKey=",
            "Action=QueryProduct&Version=2018-01-20&Format=JSON&ProductKey=",
            "Action=QueryProductList&CurrentPage=1&PageSize=1&Version=2018-01-20&Ignored=",
            "Action=BatchCreateOTAModule&Modules=%5B%7B%22ModuleName%22%3A%22m%22%7D%5D&Ignored=");
    private static final String[] SPLICES = {
        "\r\n",
        "\r\n\r\n",
        "\0",
        "%",
        "%zz",
        "&",
        "=",
        "+",
        "\t",
        " ",
        ";",
        ":",
        "\u00ff",
        "%00",
        "%ED%A0%80",
        "0\r\n\r\n",
        "Content-Length: 5\r\n",
        "Content-Length: -1\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: x\r\n",
        "Expect: 100-continue\r\n",
        "Host: a\r\n",
        " HTTP/1.0",
        "HTTP/9.9",
        "99999999999999999999",
        "Content-Encoding: gzip\r\n",
        "Upgrade: h2c\r\n",
        "Format=XML&",
        "x-acs-version: 2018-01-20\r\n",
        "Connection: close\r\n",
        "\n",
        "[",
        "]",
        "\"",
        "\\"
    };

    private final Target target;
    private final Random random;

    MutatedRequests(Target target, long seed) {
        this.target = target;
        random = new Random(seed);
    }

    /** A request without a change. */
    byte[] valid() {
        String query = QUERIES.get(random.nextInt(QUERIES.size())) + target.productKey();
        int form = random.nextInt(4);
        if (form == 0) {
            return Acs3Octets.request(target, query);
        }
        String method = form == 1 ? "GET" : "POST";
        SignatureMethod algorithm = random.nextBoolean() ? SignatureMethod.HMAC_SHA1 : SignatureMethod.HMAC_SHA256;
        String signed = SignedUrl.of(
                        "", method, target.accessKeyId(), target.secret(), query, algorithm, Clock.systemUTC())
                .substring(2);
        return switch (form) {
            case 1 -> HostileRequests.octets("GET /?" + signed + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            case 2 -> post("Content-Length: " + signed.length() + "\r\n\r\n" + signed);
            default ->
                post("Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(signed.length()) + "\r\n" + signed
                        + "\r\n0\r\n\r\n");
        };
    }

    /** A request with one to four changes. */
    byte[] mutated() {
        byte[] request = valid();
        for (int i = random.nextInt(4); i >= 0; i--) {
            request = change(request);
        }
        return request;
    }

    private static byte[] post(String rest) {
        return HostileRequests.octets("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type:"
                + " application/x-www-form-urlencoded\r\n" + rest);
    }

    private byte[] change(byte[] request) {
        int at = random.nextInt(request.length);
        int end = Math.min(request.length, at + 1 + random.nextInt(20));
        byte[] splice = SPLICES[random.nextInt(SPLICES.length)].getBytes(StandardCharsets.ISO_8859_1);
        byte[] piece = Arrays.copyOfRange(request, at, end);
        return switch (random.nextInt(6)) {
            case 0 -> replaced(request, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> replaced(request, at, end, new byte[0]);
            case 2 -> replaced(request, at, at, piece);
            case 3 -> replaced(request, at, at, splice);
            case 4 -> replaced(request, at, end, splice);
            default -> replaced(request, lineEnd(request, at), lineEnd(request, at), splice);
        };
    }

    // Behind a line end, so that headers are put between headers.
    private static int lineEnd(byte[] request, int from) {
        for (int i = from; i < request.length; i++) {
            if (request[i] == '\n') {
                return i + 1;
            }
        }
        return from;
    }

    private static byte[] replaced(byte[] request, int start, int end, byte[] by) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(request.length + by.length);
        changed.write(request, 0, start);
        changed.writeBytes(by);
        changed.write(request, end, request.length - end);
        // Never empty, so that it can be changed again.
        return changed.size() == 0 ? new byte[] {0} : changed.toByteArray();
    }
}
