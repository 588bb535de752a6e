package dev.otagate.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Faults of a request that make a correct signature useless. */
final class RequestFaults {
    private static final List<String> REQUIRED =
            List.of("Action", "AccessKeyId", "SignatureMethod", "SignatureNonce", "Timestamp", "Signature");
    private static final List<String> SIGNED_HEADERS =
            List.of(Acs3Draft.CONTENT_SHA256, "x-acs-date", "x-acs-signature-nonce");

    private RequestFaults() {}

    static List<Mistake> of(SignedRequest request) {
        List<Mistake> faults = new ArrayList<>();
        if (request.isAcs3()) {
            acs3(request, faults);
        } else {
            rpc(request, faults);
        }
        request.pairs().stream()
                .filter(pair -> !pair.isUtf8())
                .findFirst()
                .ifPresent(pair -> faults.add(MistakeTexts.describe("parameter-not-utf-8", pair.name())));
        if (!request.path().isEmpty() && !request.path().equals("/")) {
            faults.add(MistakeTexts.describe("path-not-root", request.path()));
        }
        return faults;
    }

    private static void rpc(SignedRequest request, List<Mistake> faults) {
        List<Pair> pairs = request.pairs();
        for (String name : REQUIRED) {
            if (pairs.stream().noneMatch(pair -> pair.name().equals(name))) {
                boolean misspelt = pairs.stream().anyMatch(pair -> pair.name().equalsIgnoreCase(name));
                String code = name.equals("Timestamp") ? "timestamp-misspelt" : "parameter-misspelt";
                faults.add(MistakeTexts.describe(misspelt ? code : "parameter-missing", name));
            }
        }
    }

    private static void acs3(SignedRequest request, List<Mistake> faults) {
        String signed = ";" + request.authorization("SignedHeaders").orElse("").toLowerCase(Locale.ROOT) + ";";
        for (String name : SIGNED_HEADERS) {
            if (!signed.contains(";" + name + ";")) {
                faults.add(MistakeTexts.describe("required-header-not-signed", name));
            }
        }
        String sent = request.headers().getOrDefault(Acs3Draft.CONTENT_SHA256, "");
        if (!sent.equals(Acs3Draft.sha256(request.body(), StandardCharsets.ISO_8859_1))) {
            boolean empty = sent.equals(Acs3Draft.sha256(""));
            faults.add(MistakeTexts.describe(empty ? "hash-of-empty-body" : "hash-of-another-body", ""));
        }
    }
}
