package dev.otagate.diagnosis;

import dev.otagate.diagnosis.KnownMistake.Part;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Mistakes in encoding, order and separators of the canonical query; the likeliest first. */
final class QueryMistakes {
    private static final List<String> RESERVED = List.of(
            "*", "/", ":", "+", "'", "(", ")", "!", "@", ",", ";", "=", "&", "$", "?", "#", "[", "]", "\"", "<", ">",
            "{", "}", "|", "\\", "^", "`", "%");

    private QueryMistakes() {}

    static List<KnownMistake<Draft>> of(List<Pair> pairs) {
        List<KnownMistake<Draft>> all = new ArrayList<>();
        all.addAll(encodings(pairs));
        order(all);
        separators(all);
        return all;
    }

    /** The mistakes in encoding alone. */
    static List<KnownMistake<Draft>> encodings(List<Pair> pairs) {
        List<KnownMistake<Draft>> all = new ArrayList<>();
        whole(all);
        characters(all, pairs);
        return all;
    }

    private static void whole(List<KnownMistake<Draft>> all) {
        encoding(all, "space-as-plus", Part.SPACE, PercentEncoding::withPlus);
        encoding(all, "lower-case-hex", Part.HEX, PercentEncoding::withLowerCase);
        encoding(all, "form-encoding", Part.ENCODING, old -> PercentEncoding.form());
        all.add(new KnownMistake<>("not-encoded", Part.ENCODING, draft -> draft.encode = UnaryOperator.identity()));
        all.add(new KnownMistake<>("encoded-twice", Part.ENCODING, draft -> {
            UnaryOperator<String> once = draft.encode;
            draft.encode = text -> once.apply(once.apply(text));
        }));
        all.add(new KnownMistake<>("encoded-as-sent", Part.ENCODING, draft -> {
            draft.pairs.replaceAll(Pair::undecoded);
            draft.encode = UnaryOperator.identity();
        }));
        encoding(all, "star-not-encoded", Part.CHARACTERS, old -> old.keeping("*"));
        encoding(all, "tilde-encoded", Part.CHARACTERS, old -> old.encoding("~"));
        encoding(all, "encode-uri-component", Part.ENCODING, old -> old.keeping("!'()*"));
        encoding(all, "parentheses-not-encoded", Part.CHARACTERS, old -> old.keeping("!'()"));
        encoding(all, "encode-uri", Part.ENCODING, old -> old.keeping(";,/?:@&=+$#!'()*"));
        charset(all, "latin-1", StandardCharsets.ISO_8859_1.name());
        charset(all, "gbk", "GBK");
        charset(all, "utf-16", StandardCharsets.UTF_16BE.name());
        encoding(all, "only-ascii-encoded", Part.CHARSET, PercentEncoding::withOnlyAscii);
        encoding(all, "everything-encoded", Part.CHARACTERS, old -> old.encoding("-_.~"));
        library(all, "urlencode of PHP", PercentEncoding.CORRECT.withPlus().encoding("~"));
        library(all, "WebUtility.UrlEncode of .NET", PercentEncoding.form().keeping("!()"));
        library(
                all,
                "HttpUtility.UrlEncode of .NET",
                PercentEncoding.form().keeping("!()").withLowerCase());
        all.add(new KnownMistake<>("js-escape", Part.ENCODING, draft -> draft.encode = PercentEncoding::escape));
    }

    private static void order(List<KnownMistake<Draft>> all) {
        all.add(new KnownMistake<>("not-sorted", Part.ORDER, draft -> draft.sorted = false));
        order(all, "sorted-ignoring-case", Comparator.comparing(Pair::name, String.CASE_INSENSITIVE_ORDER));
        order(
                all,
                "query-and-body-sorted-apart",
                Comparator.comparing(Pair::inBody).thenComparing(Pair::name));
        order(all, "sorted-by-value", Comparator.comparing(Pair::value));
        order(all, "sorted-descending", Comparator.comparing(Pair::name).reversed());
        order(
                all,
                "sorted-by-length",
                Comparator.<Pair>comparingInt(pair -> pair.name().length()).thenComparing(Pair::name));
    }

    private static void separators(List<KnownMistake<Draft>> all) {
        for (String joiner : List.of("", ",", ";", "\n", "&amp;")) {
            all.add(new KnownMistake<>(
                    "wrong-separator",
                    joiner.equals("\n") ? "a line break" : "\"" + joiner + "\"",
                    Part.SEPARATOR,
                    draft -> draft.joiner = joiner));
        }
        for (String equals : List.of("", ":")) {
            all.add(new KnownMistake<>(
                    "wrong-equals-sign", "\"" + equals + "\"", Part.EQUALS, draft -> draft.equals = equals));
        }
        query(all, "empty-without-equals-sign", query -> query.replaceAll("=(?=&|$)", ""));
        query(all, "separator-at-start", query -> "&" + query);
        query(all, "separator-at-end", query -> query + "&");
        query(all, "question-mark-signed", query -> "?" + query);
        query(all, "query-lower-case", query -> query.toLowerCase(Locale.ROOT));
    }

    // One for each reserved character of the values, which a library may keep, and for each unreserved one, which it
    // may encode.
    private static void characters(List<KnownMistake<Draft>> all, List<Pair> pairs) {
        for (String text : RESERVED) {
            if (pairs.stream().anyMatch(pair -> pair.value().contains(text))) {
                all.add(new KnownMistake<>(
                        "character-not-encoded",
                        text,
                        Part.CHARACTERS,
                        draft -> draft.encoding = draft.encoding.keeping(text)));
            }
        }
        for (String text : List.of("-", "_", ".")) {
            all.add(new KnownMistake<>(
                    "character-encoded",
                    text,
                    Part.CHARACTERS,
                    draft -> draft.encoding = draft.encoding.encoding(text)));
        }
    }

    private static void library(List<KnownMistake<Draft>> all, String function, PercentEncoding encoding) {
        all.add(new KnownMistake<>("encoded-by-library", function, Part.ENCODING, draft -> draft.encoding = encoding));
    }

    private static void encoding(
            List<KnownMistake<Draft>> all, String code, Part part, UnaryOperator<PercentEncoding> change) {
        all.add(new KnownMistake<>(code, part, draft -> draft.encoding = change.apply(draft.encoding)));
    }

    private static void charset(List<KnownMistake<Draft>> all, String code, String name) {
        if (Charset.isSupported(name)) {
            encoding(all, code, Part.CHARSET, old -> old.in(Charset.forName(name)));
        }
    }

    private static void order(List<KnownMistake<Draft>> all, String code, Comparator<Pair> order) {
        Consumer<Draft> change = draft -> draft.order = order;
        all.add(new KnownMistake<>(code, Part.ORDER, change));
    }

    private static void query(List<KnownMistake<Draft>> all, String code, UnaryOperator<String> change) {
        all.add(new KnownMistake<>(code, Part.QUERY, draft -> draft.query = change));
    }
}
