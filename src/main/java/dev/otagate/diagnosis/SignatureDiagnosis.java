package dev.otagate.diagnosis;

import dev.otagate.diagnosis.Candidates.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the mistake that made a signature: signs the request under each known mistake, and under two of them that are independent.
 * Computes up to {@value #MAX_SIGNATURES} signatures, of up to {@value #MAX_SIGNED_CHARACTERS} characters together.
 */
public final class SignatureDiagnosis {
    /** The most signatures of one diagnosis. */
    static final int MAX_SIGNATURES = 3_000;
    /** The most characters that one diagnosis signs, so that a large request takes no longer than many small ones. */
    static final int MAX_SIGNED_CHARACTERS = 16_000_000;
    /** The longest request that is explained. */
    public static final int MAX_CHARACTERS = 32_768;

    /** The most parameters, and the most signed headers, of a request that is explained. */
    static final int MAX_PARAMETERS = 256;

    /**
     * Explains a signature. Takes some milliseconds: not for an event loop.
     *
     * @param secret of the key that the request names
     * @param otherSecrets of the other keys of the account
     */
    public Diagnosis explain(SignedRequest request, String secret, List<String> otherSecrets) {
        Optional<String> excess = excess(request);
        if (excess.isPresent()) {
            return Diagnosis.tooLarge(excess.get());
        }
        Optional<String> sent = request.signature();
        if (sent.isEmpty()) {
            return Diagnosis.unreadable("The request has no Signature.");
        }
        SignatureForms forms = new SignatureForms(sent.get(), request.isAcs3());
        Optional<Candidate> found = candidates(request, secret, otherSecrets)
                .first(MAX_SIGNATURES, MAX_SIGNED_CHARACTERS, candidate -> matches(candidate, forms));
        if (found.isEmpty()) {
            return Diagnosis.noKnownMistake();
        }
        List<Mistake> mistakes = new ArrayList<>();
        found.get().mistakes().forEach(mistake -> mistakes.add(mistake.described()));
        forms.match(found.get().digest())
                .filter(form -> !form.isEmpty())
                .ifPresent(form -> mistakes.add(MistakeTexts.describe(form, "")));
        mistakes.addAll(RequestFaults.of(request));
        boolean onlyKey = found.get().mistakes().stream()
                .allMatch(mistake -> mistake.part().isOfKey());
        return mistakes.isEmpty() ? Diagnosis.valid() : Diagnosis.matches(mistakes, onlyKey);
    }

    private static Optional<String> excess(SignedRequest request) {
        if (request.length() > MAX_CHARACTERS) {
            return Optional.of("The request has more than " + MAX_CHARACTERS + " characters.");
        }
        int parameters = Math.max(request.pairs().size(), request.unreadPairs().size());
        int headers = request.authorization("SignedHeaders").orElse("").split(";", -1).length;
        return parameters > MAX_PARAMETERS || headers > MAX_PARAMETERS
                ? Optional.of("The request has more than " + MAX_PARAMETERS + " parameters or signed headers.")
                : Optional.empty();
    }

    static Candidates<?> candidates(SignedRequest request, String secret, List<String> otherSecrets) {
        return request.isAcs3()
                ? Candidates.acs3(request, secret, otherSecrets)
                : Candidates.rpc(request, secret, otherSecrets);
    }

    /** Whether the signature is this candidate; a form that is wrong, too, counts as one of its two mistakes. */
    static boolean matches(Candidate candidate, SignatureForms forms) {
        return forms.match(candidate.digest())
                .filter(form -> form.isEmpty() || candidate.mistakes().size() < 2)
                .isPresent();
    }
}
