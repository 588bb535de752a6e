package dev.otagate.diagnosis;

import dev.otagate.diagnosis.KnownMistake.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Mistakes of {@code ACS3-HMAC-SHA256} alone. */
final class Acs3Mistakes {
    private static final Pattern FIRST_LETTERS = Pattern.compile("(?<=^|-)[a-z]");
    private static final List<String> PATH_HEADERS =
            List.of("x-forwarded-prefix", "x-forwarded-uri", "x-original-uri", "x-original-url", "x-rewrite-url");

    private Acs3Mistakes() {}

    static List<KnownMistake<Acs3Draft>> of(SignedRequest request, List<String> signed, String listAsSent) {
        List<KnownMistake<Acs3Draft>> all = new ArrayList<>();
        paths(all, request);
        add(all, "query-not-signed", Part.QUERY, draft -> draft.query = text -> "");
        headerLines(all, signed, listAsSent);
        hosts(all, request);
        bodyHashes(all, request);
        hashes(all);
        all.addAll(TimestampMistakes.of(
                request.headers().getOrDefault("x-acs-date", ""),
                (draft, signedDate) -> draft.values.put("x-acs-date", signedDate)));
        return all;
    }

    private static void paths(List<KnownMistake<Acs3Draft>> all, SignedRequest request) {
        add(all, "path-missing", Part.PATH, draft -> draft.path = "");
        add(all, "path-encoded", Part.PATH, draft -> draft.path = "%2F");
        add(all, "path-as-sent", Part.PATH, draft -> draft.path = request.path());
        for (String header : PATH_HEADERS) {
            String path = request.headers().getOrDefault(header, "/").split("\\?", 2)[0];
            add(all, "path-changed-by-proxy", path, Part.PATH, draft -> draft.path = path);
        }
    }

    private static void headerLines(List<KnownMistake<Acs3Draft>> all, List<String> signed, String listAsSent) {
        List<String> sorted = signed.stream().sorted().toList();
        List<String> titles = signed.stream().map(Acs3Mistakes::title).toList();
        add(all, "headers-not-lower-case", Part.HEADERS, draft -> draft.names = titles);
        add(all, "headers-not-lower-case", Part.HEADERS, draft -> {
            draft.names = titles;
            draft.list = String.join(";", titles);
        });
        add(all, "headers-not-lower-case", Part.HEADERS, draft -> draft.list = listAsSent);
        add(all, "headers-not-lower-case", Part.HEADERS, draft -> {
            draft.names = List.of(listAsSent.split(";", -1));
            draft.list = listAsSent;
        });
        add(all, "headers-in-another-order", Part.HEADERS, draft -> draft.names = sorted);
        add(all, "headers-in-another-order", Part.HEADERS, draft -> {
            draft.names = sorted;
            draft.list = String.join(";", sorted);
        });
        add(all, "headers-in-another-order", Part.HEADERS, draft -> draft.list = String.join(";", sorted));
        for (String name : signed) {
            add(all, "header-not-signed", name, Part.HEADERS, draft -> draft.names = without(signed, name));
            add(all, "header-not-signed", name, Part.HEADERS, draft -> {
                draft.names = without(signed, name);
                draft.list = String.join(";", draft.names);
            });
        }
        add(all, "empty-line-missing", Part.HEADER_LINES, draft -> draft.afterHeaders = "");
        add(all, "empty-line-twice", Part.HEADER_LINES, draft -> draft.afterHeaders = "\n\n");
        add(all, "space-after-colon", Part.HEADER_LINES, draft -> draft.colon = ": ");
        add(all, "header-list-separator", Part.HEADER_LIST, draft -> draft.list = draft.list.replace(';', ','));
        add(all, "header-list-missing", Part.HEADER_LIST, draft -> draft.list = "");
        add(
                all,
                "headers-not-trimmed",
                Part.HEADER_LINES,
                draft -> draft.values.replaceAll((name, value) -> value + " "));
        add(
                all,
                "headers-not-trimmed",
                Part.HEADER_LINES,
                draft -> draft.values.replaceAll((name, value) -> " " + value));
        for (String type : List.of(
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=utf-8",
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=utf-8",
                "application/octet-stream",
                "")) {
            value(all, "content-type-changed", type, Part.HEADER_LINES, "content-type", type);
        }
    }

    private static void hosts(List<KnownMistake<Acs3Draft>> all, SignedRequest request) {
        String host = request.headers().getOrDefault("host", "");
        String name = host.replaceFirst(":\\d+$", "");
        value(all, "host-without-port", name, Part.HOST, "host", name);
        for (String port : List.of(":8686", ":443", ":80", ":8443", ":8080")) {
            value(all, "host-changed-by-proxy", name + port, Part.HOST, "host", name + port);
        }
        Set<String> others = new LinkedHashSet<>();
        for (String header : List.of("x-forwarded-host", "x-original-host", "x-real-host")) {
            others.add(request.headers().getOrDefault(header, host));
        }
        String port = host.substring(name.length());
        others.addAll(List.of("localhost" + port, "127.0.0.1" + port, host.toLowerCase(Locale.ROOT), ""));
        others.forEach(other -> value(all, "host-changed-by-proxy", other, Part.HOST, "host", other));
    }

    private static void bodyHashes(List<KnownMistake<Acs3Draft>> all, SignedRequest request) {
        bodyHash(all, "hash-of-empty-body", Acs3Draft.sha256(""));
        bodyHash(all, "hash-of-this-body", Acs3Draft.sha256(request.body(), StandardCharsets.ISO_8859_1));
        bodyHash(all, "body-hash-missing", "");
        bodyHash(all, "body-hash-missing", "UNSIGNED-PAYLOAD");
        add(all, "body-hash-upper-case", Part.BODY_HASH, draft -> {
            draft.contentSha256 = draft.contentSha256.toUpperCase(Locale.ROOT);
            draft.values.put(Acs3Draft.CONTENT_SHA256, draft.contentSha256);
        });
        add(all, "body-in-canonical-request", Part.BODY_HASH, draft -> draft.contentSha256 = request.body());
    }

    // In the last line alone, or in the header, too.
    private static void bodyHash(List<KnownMistake<Acs3Draft>> all, String code, String hash) {
        add(all, code, Part.BODY_HASH, draft -> draft.contentSha256 = hash);
        add(all, code, Part.BODY_HASH, draft -> {
            draft.contentSha256 = hash;
            draft.values.put(Acs3Draft.CONTENT_SHA256, hash);
        });
    }

    private static void hashes(List<KnownMistake<Acs3Draft>> all) {
        UnaryOperator<String> sha256 = Acs3Draft::sha256;
        add(all, "canonical-request-not-hashed", Part.HASH, draft -> draft.hash = UnaryOperator.identity());
        add(
                all,
                "canonical-request-hash-upper-case",
                Part.HASH,
                draft -> draft.hash = text -> sha256.apply(text).toUpperCase(Locale.ROOT));
        add(all, "canonical-request-with-newline", Part.HASH, draft -> draft.end = "\n");
        add(
                all,
                "canonical-request-with-cr-lf",
                Part.HASH,
                draft -> draft.hash = text -> sha256.apply(text.replace("\n", "\r\n")));
        add(all, "scheme-missing", Part.SCHEME, draft -> draft.scheme = "");
        add(all, "scheme-without-line-break", Part.SCHEME, draft -> draft.scheme = "ACS3-HMAC-SHA256");
        add(all, "scheme-without-line-break", Part.SCHEME, draft -> draft.scheme = "ACS3-HMAC-SHA256 ");
        add(all, "scheme-without-line-break", Part.SCHEME, draft -> draft.scheme = "ACS3-HMAC-SHA256\\n");
        add(all, "scheme-without-line-break", Part.SCHEME, draft -> draft.scheme = "ACS3-HMAC-SHA256\r\n");
        for (String other : List.of("HMAC-SHA256", "acs3-hmac-sha256", "AWS4-HMAC-SHA256", "ACS3-HMAC-SHA1")) {
            add(all, "wrong-scheme", other, Part.SCHEME, draft -> draft.scheme = other + "\n");
        }
    }

    private static List<String> without(List<String> names, String name) {
        return names.stream().filter(other -> !other.equals(name)).toList();
    }

    private static String title(String name) {
        return FIRST_LETTERS.matcher(name).replaceAll(letter -> letter.group().toUpperCase(Locale.ROOT));
    }

    private static void value(
            List<KnownMistake<Acs3Draft>> all, String code, String detail, Part part, String header, String value) {
        add(all, code, detail, part, draft -> draft.values.replace(header, value));
    }

    private static void add(List<KnownMistake<Acs3Draft>> all, String code, Part part, Consumer<Acs3Draft> change) {
        add(all, code, "", part, change);
    }

    private static void add(
            List<KnownMistake<Acs3Draft>> all, String code, String detail, Part part, Consumer<Acs3Draft> change) {
        all.add(new KnownMistake<>(code, detail, part, change));
    }
}
