package dev.otagate.diagnosis;

import dev.otagate.diagnosis.KnownMistake.Part;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Mistakes in which parameters are signed, and with which values; the likeliest first. */
final class ParameterMistakes {
    private static final Set<String> COMMON = Set.of(
            "Action",
            "AccessKeyId",
            "SignatureMethod",
            "SignatureNonce",
            "SignatureVersion",
            "Timestamp",
            "Version",
            "Format",
            "RegionId");

    // Values that clients sign, but do not send.
    private static final List<Map.Entry<String, String>> NOT_SENT = List.of(
            Map.entry("Format", "JSON"),
            Map.entry("Version", "2018-01-20"),
            Map.entry("SignatureVersion", "1.0"),
            Map.entry("RegionId", "cn-shanghai"),
            Map.entry("AliasName", ""),
            Map.entry("Desc", ""),
            Map.entry("SecurityToken", ""),
            Map.entry("AliasName", "null"),
            Map.entry("Desc", "null"),
            Map.entry("AliasName", "undefined"),
            Map.entry("Desc", "undefined"));

    private ParameterMistakes() {}

    static List<KnownMistake<Draft>> of(List<Pair> pairs, List<Pair> unreadBody) {
        List<KnownMistake<Draft>> all = new ArrayList<>();
        if (pairs.stream().anyMatch(Pair::inBody)) {
            only(all, "only-query-signed", pair -> !pair.inBody());
            only(all, "only-body-signed", Pair::inBody);
        }
        all.add(new KnownMistake<>("body-not-a-form", Part.PARAMETERS, draft -> draft.pairs.addAll(unreadBody)));
        only(all, "empty-left-out", pair -> !pair.value().isEmpty());
        all.add(new KnownMistake<>(
                "signature-signed", Part.PARAMETERS, draft -> draft.pairs.add(Pair.of("Signature", ""))));
        name(all, "timestamp-misspelt", name -> name.equals("Timestamp") ? "TimeStamp" : name);
        value(all, "plus-became-space", value -> value.replace(' ', '+'));
        value(all, "encoded-twice-in-transit", Pair::decode);
        value(all, "values-trimmed", String::strip);
        value(all, "values-not-trimmed", value -> value + " ");
        for (Pair pair : pairs) {
            only(
                    all,
                    "parameter-not-signed",
                    pair.name(),
                    other -> !other.name().equals(pair.name()));
        }
        only(all, "only-operation-parameters-signed", pair -> !COMMON.contains(pair.name()));
        only(all, "only-common-parameters-signed", pair -> COMMON.contains(pair.name()));
        only(
                all,
                "action-and-version-not-signed",
                pair -> !Set.of("Action", "Version", "Format").contains(pair.name()));
        NOT_SENT.stream()
                .filter(given -> pairs.stream().noneMatch(pair -> pair.name().equals(given.getKey())))
                .forEach(given -> all.add(new KnownMistake<>(
                        "parameter-not-sent",
                        given.getKey() + "=" + given.getValue(),
                        Part.PARAMETERS,
                        draft -> draft.pairs.add(Pair.of(given.getKey(), given.getValue())))));
        for (Pair pair : pairs) {
            all.add(new KnownMistake<>(
                    "parameter-encoded-twice",
                    pair.name(),
                    Part.PARAMETERS,
                    draft -> draft.pairs.replaceAll(other -> other.name().equals(pair.name())
                            ? other.withValue(PercentEncoding.CORRECT.encode(other.value()))
                            : other)));
        }
        name(all, "names-lower-case", name -> name.toLowerCase(Locale.ROOT));
        name(all, "names-camel-case", name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
        value(all, "line-breaks-changed", value -> value.replace("\r\n", "\n").replace("\n", "\r\n"));
        value(all, "line-breaks-changed", value -> value.replace("\r\n", "\n"));
        value(
                all,
                "html-escaped",
                value -> value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        value(all, "unicode-normalized", value -> Normalizer.normalize(value, Normalizer.Form.NFD));
        value(all, "unicode-normalized", value -> Normalizer.normalize(value, Normalizer.Form.NFC));
        for (String method : List.of("HMAC-SHA1", "HMAC-SHA256")) {
            all.add(new KnownMistake<>(
                    "signature-method-changed",
                    method,
                    Part.PARAMETERS,
                    draft -> draft.pairs.replaceAll(
                            pair -> pair.name().equals("SignatureMethod") ? pair.withValue(method) : pair)));
        }
        return all;
    }

    private static void only(List<KnownMistake<Draft>> all, String code, Predicate<Pair> kept) {
        only(all, code, "", kept);
    }

    private static void only(List<KnownMistake<Draft>> all, String code, String detail, Predicate<Pair> kept) {
        all.add(new KnownMistake<>(code, detail, Part.PARAMETERS, draft -> draft.pairs.removeIf(kept.negate())));
    }

    private static void name(List<KnownMistake<Draft>> all, String code, UnaryOperator<String> change) {
        all.add(new KnownMistake<>(
                code,
                Part.PARAMETERS,
                draft -> draft.pairs.replaceAll(pair -> pair.withName(change.apply(pair.name())))));
    }

    private static void value(List<KnownMistake<Draft>> all, String code, UnaryOperator<String> change) {
        all.add(new KnownMistake<>(
                code,
                Part.PARAMETERS,
                draft -> draft.pairs.replaceAll(pair -> pair.withValue(change.apply(pair.value())))));
    }
}
