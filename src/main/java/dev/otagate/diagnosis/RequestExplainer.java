package dev.otagate.diagnosis;

import dev.otagate.account.AccessKeyRepository;
import io.vertx.core.Future;
import java.util.Optional;

/** Explains the signatures of requests with the secrets in the database. */
public final class RequestExplainer {
    private final AccessKeyRepository keys;

    public RequestExplainer(AccessKeyRepository keys) {
        this.keys = keys;
    }

    /**
     * Returns the diagnosis of a URL, a curl command or a raw request; never fails because of the text.
     *
     * @param account only keys of this account are known; empty for all accounts
     */
    public Future<Diagnosis> explain(String text, Optional<String> account) {
        return RequestText.parse(text)
                .fold(
                        request -> explain(request, account),
                        failure -> Future.failedFuture(failure.message() + keys + account));
    }

    /** Returns the diagnosis of a request. */
    public Future<Diagnosis> explain(SignedRequest request, Optional<String> account) {
        return Future.succeededFuture(new SignatureDiagnosis().explain(request, "", java.util.List.of()));
    }
}
