package dev.otagate.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why the signature of a request is wrong. Has no secret, no signature and no string to sign.
 *
 * @param mistakes the mistake, or the two independent ones, with which the signature matches; empty unless the verdict is MATCHES
 * @param title one short sentence
 * @param explanation a few sentences
 * @param fix what to do next
 * @param isStringToSignCorrect whether the mistakes are in the key or in the form of the signature alone
 */
public record Diagnosis(
        Verdict verdict,
        List<Mistake> mistakes,
        String title,
        String explanation,
        String fix,
        boolean isStringToSignCorrect) {
    /** The kinds of diagnosis. */
    public enum Verdict {
        /** The signature is exactly the one that the mistake produces. */
        MATCHES("matches"),
        /** The signature matches under none of the known mistakes. */
        NO_KNOWN_MISTAKE("no-known-mistake"),
        /** The signature is correct. */
        VALID("valid"),
        /** The text is no signed request, or a too large one. */
        UNREADABLE("unreadable"),
        /** There is no access key with this AccessKeyId in the account. */
        UNKNOWN_KEY("unknown-key"),
        /** Too many other requests are being explained. */
        BUSY("busy");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        /** The name in JSON. */
        public String label() {
            return label;
        }
    }

    private Diagnosis(Verdict verdict, String title, String explanation, String fix) {
        this(verdict, List.of(), title, explanation, fix, false);
    }

    static Diagnosis matches(List<Mistake> mistakes, boolean isStringToSignCorrect) {
        return new Diagnosis(
                Verdict.MATCHES,
                List.copyOf(mistakes),
                joined(mistakes, Mistake::title),
                joined(mistakes, Mistake::explanation),
                joined(mistakes, Mistake::fix),
                isStringToSignCorrect);
    }

    private static String joined(List<Mistake> mistakes, Function<Mistake, String> text) {
        return mistakes.stream().map(text).distinct().collect(Collectors.joining(" "));
    }

    static Diagnosis valid() {
        return new Diagnosis(
                Verdict.VALID,
                "The signature is correct.",
                "If the request was rejected, the error code names another reason.",
                "Look the error code up in the API reference.");
    }

    static Diagnosis noKnownMistake() {
        return new Diagnosis(
                Verdict.NO_KNOWN_MISTAKE,
                "The signature matches no known mistake.",
                "Most likely, the secret is another one, or a parameter was changed after it was signed.",
                "Compare the string to sign of your client with the one in the error message, character by character. If they are"
                        + " equal, the secret is wrong.");
    }

    /** The text is no signed request, for this reason. */
    public static Diagnosis unreadable(String reason) {
        return new Diagnosis(
                Verdict.UNREADABLE,
                "This is no signed request.",
                reason,
                "Give the whole URL, the curl command, or the raw HTTP request with its headers and body.");
    }

    static Diagnosis tooLarge(String reason) {
        return new Diagnosis(
                Verdict.UNREADABLE,
                "The request is too large to be explained.",
                reason,
                "Sign a smaller request in the same way, and give that one.");
    }

    static Diagnosis busy() {
        return new Diagnosis(
                Verdict.BUSY,
                "The node explains other requests.",
                "It explains a few requests at a time.",
                "Try again in a moment.");
    }

    static Diagnosis unknownKey(String accessKeyId) {
        return new Diagnosis(
                Verdict.UNKNOWN_KEY,
                "There is no such access key.",
                "The AccessKeyId \"" + accessKeyId + "\" is unknown here, or its secret cannot be read.",
                "Check the AccessKeyId, and that the request goes to the right gateway.");
    }

    /** The code of the mistake; the codes of two are joined by a plus sign. */
    public Optional<String> mistake() {
        return mistakes.isEmpty()
                ? Optional.empty()
                : Optional.of(mistakes.stream().map(Mistake::code).collect(Collectors.joining("+")));
    }
}
