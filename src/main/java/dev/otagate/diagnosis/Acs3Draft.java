package dev.otagate.diagnosis;

import dev.otagate.hash.Sha256;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A signature {@code ACS3-HMAC-SHA256}. */
final class Acs3Draft extends Draft {
    static final String CONTENT_SHA256 = "x-acs-content-sha256";

    String path = "/";
    String scheme = "ACS3-HMAC-SHA256\n";
    // Of the header lines, in order.
    List<String> names;
    // The line of the names of the signed headers.
    String list;
    final Map<String, String> values = new TreeMap<>();
    String colon = ":";
    String afterHeaders = "\n";
    String contentSha256;
    String end = "";
    UnaryOperator<String> hash = Acs3Draft::sha256;

    /** @param names of the signed headers, in lower case */
    Acs3Draft(SignedRequest request, List<Pair> pairs, List<String> names, String secret) {
        super(request, pairs, secret, "", HMAC_SHA256);
        this.names = new ArrayList<>(names);
        this.list = String.join(";", names);
        names.forEach(name -> values.put(name, text(request.headers().getOrDefault(name, ""))));
        this.contentSha256 = request.headers().getOrDefault(CONTENT_SHA256, "");
    }

    // The value of a header has one character for each octet.
    private static String text(String value) {
        return Pair.text(value.trim().getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    String stringToSign() {
        StringBuilder canonical = new StringBuilder(512);
        canonical.append(method).append('\n').append(path).append('\n');
        canonical.append(canonicalQuery()).append('\n');
        for (String name : names) {
            canonical
                    .append(name)
                    .append(colon)
                    .append(values.getOrDefault(name.toLowerCase(Locale.ROOT), ""))
                    .append('\n');
        }
        canonical
                .append(afterHeaders)
                .append(list)
                .append('\n')
                .append(contentSha256)
                .append(end);
        return scheme + hash.apply(counted(canonical.toString()));
    }

    static String sha256(String text) {
        return sha256(text, StandardCharsets.UTF_8);
    }

    static String sha256(String text, Charset charset) {
        return HexFormat.of().formatHex(Sha256.newDigest().digest(text.getBytes(charset)));
    }
}
