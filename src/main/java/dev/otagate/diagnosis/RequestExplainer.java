package dev.otagate.diagnosis;

import dev.otagate.account.AccessKey;
import dev.otagate.account.AccessKeyRepository;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Explains the signatures of requests with the secrets in the database, on a worker thread. */
public final class RequestExplainer {
    private final Vertx vertx;
    private final AccessKeyRepository keys;

    public RequestExplainer(Vertx vertx, AccessKeyRepository keys) {
        this.vertx = vertx;
        this.keys = keys;
    }

    /**
     * Returns the diagnosis of a URL, a curl command or a raw request. Fails only if the database does.
     *
     * @param account only keys of this account are known; empty for all accounts
     */
    public Future<Diagnosis> explain(String text, Optional<String> account) {
        return RequestText.parse(text)
                .fold(
                        request -> explain(request, account),
                        failure -> Future.succeededFuture(Diagnosis.unreadable(failure.message())));
    }

    /** Returns the diagnosis of a request. */
    public Future<Diagnosis> explain(SignedRequest request, Optional<String> account) {
        String id = request.accessKeyId().orElse("");
        if (id.isEmpty()) {
            return Future.succeededFuture(Diagnosis.unreadable("The request names no AccessKeyId."));
        }
        return keys.find(id)
                .map(found -> found.filter(
                        key -> account.map(key.account().name()::equals).orElse(true)))
                .compose(found -> found.map(key -> explain(request, key))
                        .orElseGet(() -> Future.succeededFuture(Diagnosis.unknownKey(id))));
    }

    /** Returns the diagnosis of a request that names this key. */
    public Future<Diagnosis> explain(SignedRequest request, AccessKey key) {
        return keys.secretsOf(key.account()).compose(all -> {
            List<String> others = all.stream()
                    .filter(other -> !other.id().equals(key.id()))
                    .map(RequestExplainer::secret)
                    .toList();
            return vertx.executeBlocking(() -> new SignatureDiagnosis().explain(request, secret(key), others), false);
        });
    }

    private static String secret(AccessKey key) {
        return new String(key.secret(), StandardCharsets.UTF_8);
    }
}
