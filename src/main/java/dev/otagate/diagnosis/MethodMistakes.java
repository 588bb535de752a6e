package dev.otagate.diagnosis;

import dev.otagate.diagnosis.KnownMistake.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Mistakes in the method, and in the string to sign as a whole. */
final class MethodMistakes {
    private MethodMistakes() {}

    static List<KnownMistake<Draft>> methods() {
        List<KnownMistake<Draft>> all = new ArrayList<>();
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "HEAD")) {
            all.add(new KnownMistake<>("wrong-method", method, Part.METHOD, draft -> draft.method = method));
        }
        all.add(new KnownMistake<>(
                "method-lower-case", Part.METHOD, draft -> draft.method = draft.method.toLowerCase(Locale.ROOT)));
        all.add(new KnownMistake<>("method-missing", Part.METHOD, draft -> draft.method = ""));
        return all;
    }

    static List<KnownMistake<Draft>> whole() {
        List<KnownMistake<Draft>> all = new ArrayList<>();
        whole(all, "string-to-sign-with-newline", text -> text + "\n");
        whole(all, "string-to-sign-with-newline", text -> text + "\r\n");
        whole(all, "string-to-sign-with-newline", text -> "-n " + text + "\n");
        whole(all, "string-to-sign-with-space", text -> text + " ");
        whole(all, "string-to-sign-encoded", PercentEncoding.CORRECT::encode);
        whole(all, "string-to-sign-decoded", Pair::decode);
        whole(all, "string-to-sign-in-quotes", text -> "\"" + text + "\"");
        whole(all, "string-to-sign-lower-case", text -> text.toLowerCase(Locale.ROOT));
        whole(all, "string-to-sign-upper-case", text -> text.toUpperCase(Locale.ROOT));
        return all;
    }

    private static void whole(List<KnownMistake<Draft>> all, String code, UnaryOperator<String> change) {
        all.add(new KnownMistake<>(code, Part.WHOLE, draft -> draft.whole = change));
    }
}
