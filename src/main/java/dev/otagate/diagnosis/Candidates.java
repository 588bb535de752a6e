package dev.otagate.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The signatures that a client may have made of one request: the correct one, then those with one mistake, then those with two
 * independent mistakes, the likeliest first.
 *
 * @param draft returns a correct draft
 */
record Candidates<D extends Draft>(Supplier<D> draft, List<KnownMistake<? super D>> mistakes) {
    // The first of these mistakes is the likeliest.
    static final List<String> LIKELY = List.of(
            "secret-without-ampersand",
            "secret-with-ampersand",
            "space-as-plus",
            "wrong-method",
            "form-encoding",
            "not-sorted",
            "other-secret",
            "sha256",
            "sha1",
            "secret-with-newline",
            "string-to-sign-with-newline",
            "query-not-encoded",
            "path-not-encoded",
            "path-missing",
            "not-encoded",
            "encoded-twice",
            "lower-case-hex",
            "star-not-encoded",
            "tilde-encoded",
            "encode-uri-component",
            "character-not-encoded",
            "sorted-ignoring-case",
            "access-key-id-as-secret",
            "only-query-signed",
            "only-body-signed",
            "empty-left-out",
            "host-without-port",
            "header-not-signed",
            "empty-line-missing",
            "timestamp-in-local-time",
            "parameter-not-signed");

    /**
     * A signature, as octets.
     *
     * @param mistakes none, one or two
     */
    record Candidate(List<KnownMistake<?>> mistakes, byte[] digest) {}

    Candidates(Supplier<D> draft, List<KnownMistake<? super D>> mistakes) {
        this.draft = draft;
        this.mistakes = mistakes.stream()
                .sorted(Comparator.comparingInt(Candidates::rank))
                .toList();
    }

    private static int rank(KnownMistake<?> mistake) {
        int index = LIKELY.indexOf(mistake.code());
        // There are 80 zones: they would use up the pairs.
        boolean rare = mistake.code().equals("timestamp-in-local-time")
                && !mistake.detail().equals("UTC+8");
        return index < 0 || rare ? LIKELY.size() : index;
    }

    /** The first wanted candidate; computes no more signatures, and signs no more characters, than these. */
    Optional<Candidate> first(int signatures, long characters, Predicate<Candidate> wanted) {
        return new Search<>(this, signatures, characters, wanted).first();
    }

    static Candidates<RpcDraft> rpc(SignedRequest request, String secret, List<String> otherSecrets) {
        List<Pair> pairs = request.pairs().stream()
                .filter(pair -> !pair.name().equalsIgnoreCase("Signature"))
                .toList();
        List<KnownMistake<? super RpcDraft>> all = new ArrayList<>(shared(request, pairs, otherSecrets, "&"));
        all.addAll(RpcMistakes.of(request, pairs));
        return new Candidates<>(() -> new RpcDraft(request, pairs, secret), all);
    }

    static Candidates<Acs3Draft> acs3(SignedRequest request, String secret, List<String> otherSecrets) {
        List<Pair> pairs = Pair.parse(request.query(), false);
        String listAsSent = request.authorization("SignedHeaders").orElse("");
        List<String> signed = List.of(listAsSent.toLowerCase(Locale.ROOT).split(";", -1));
        List<KnownMistake<? super Acs3Draft>> all = new ArrayList<>(shared(request, pairs, otherSecrets, ""));
        all.addAll(Acs3Mistakes.of(request, signed, listAsSent));
        return new Candidates<>(() -> new Acs3Draft(request, pairs, signed, secret), all);
    }

    private static List<KnownMistake<Draft>> shared(
            SignedRequest request, List<Pair> pairs, List<String> otherSecrets, String suffix) {
        List<KnownMistake<Draft>> all = new ArrayList<>(MethodMistakes.methods());
        all.addAll(QueryMistakes.of(pairs));
        List<Pair> unread = request.isAcs3() ? Pair.parse(request.body(), true) : request.unreadPairs();
        all.addAll(ParameterMistakes.of(pairs, unread));
        all.addAll(KeyMistakes.of(request.accessKeyId().orElse(""), otherSecrets, suffix));
        all.addAll(MethodMistakes.whole());
        return all;
    }
}
