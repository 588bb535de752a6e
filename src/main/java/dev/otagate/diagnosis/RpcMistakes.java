package dev.otagate.diagnosis;

import dev.otagate.diagnosis.KnownMistake.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Mistakes of the RPC style alone. */
final class RpcMistakes {
    private RpcMistakes() {}

    /** @param pairs that are signed */
    static List<KnownMistake<RpcDraft>> of(SignedRequest request, List<Pair> pairs) {
        List<KnownMistake<RpcDraft>> all = new ArrayList<>();
        // Most clients have one function for the parameters and for the query as a whole.
        for (KnownMistake<Draft> mistake : QueryMistakes.encodings(pairs)) {
            all.add(new KnownMistake<>(mistake.code(), mistake.detail(), mistake.part(), draft -> {
                mistake.change().accept(draft);
                draft.outer = draft.encode;
            }));
        }
        outer(all, "query-not-encoded", UnaryOperator.identity());
        outer(all, "query-encoded-as-form", PercentEncoding.form()::encode);
        outer(all, "query-lower-case-hex", PercentEncoding.CORRECT.withLowerCase()::encode);
        outer(all, "query-encoded-by-encode-uri-component", PercentEncoding.CORRECT.keeping("!'()*")::encode);
        outer(all, "query-encoded-as-path", PercentEncoding.CORRECT.keeping("/")::encode);
        outer(all, "query-separators-not-encoded", PercentEncoding.CORRECT.keeping("&=")::encode);
        outer(all, "query-encoded-twice", text -> PercentEncoding.CORRECT.encode(PercentEncoding.CORRECT.encode(text)));
        path(all, "path-missing", draft -> draft.path = "");
        path(all, "path-not-encoded", draft -> draft.path = "/&");
        path(all, "path-lower-case-hex", draft -> draft.path = "%2f&");
        path(all, "path-encoded-twice", draft -> draft.path = "%252F&");
        path(all, "path-empty", draft -> draft.path = "&");
        String sent = request.path();
        path(all, "path-as-sent", draft -> draft.path = PercentEncoding.CORRECT.encode(sent) + "&");
        path(all, "only-query-in-string-to-sign", draft -> {
            draft.method = "";
            draft.separator = "";
            draft.path = "";
        });
        path(all, "only-query-in-string-to-sign", draft -> {
            draft.method = "";
            draft.separator = "";
            draft.path = "";
            draft.outer = UnaryOperator.identity();
        });
        path(all, "line-breaks-in-string-to-sign", draft -> {
            draft.separator = "\n";
            draft.path = "/\n";
            draft.outer = UnaryOperator.identity();
        });
        String host = request.headers().getOrDefault("host", "");
        path(all, "signature-of-another-vendor", draft -> {
            draft.separator = "\n";
            draft.path = host + "\n/\n";
            draft.outer = UnaryOperator.identity();
        });
        path(all, "signature-of-another-vendor", draft -> {
            draft.separator = "";
            draft.path = host + "/?";
            draft.outer = UnaryOperator.identity();
        });
        all.addAll(TimestampMistakes.of(
                request.parameter("Timestamp").orElse(""),
                (draft, signed) -> draft.pairs.replaceAll(
                        pair -> pair.name().equals("Timestamp") ? pair.withValue(signed) : pair)));
        return all;
    }

    private static void outer(List<KnownMistake<RpcDraft>> all, String code, UnaryOperator<String> outer) {
        all.add(new KnownMistake<>(code, Part.OUTER, draft -> draft.outer = outer));
    }

    private static void path(List<KnownMistake<RpcDraft>> all, String code, Consumer<RpcDraft> change) {
        all.add(new KnownMistake<>(code, Part.PATH, change));
    }
}
