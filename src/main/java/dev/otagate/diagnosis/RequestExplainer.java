package dev.otagate.diagnosis;

import dev.otagate.account.AccessKey;
import dev.otagate.account.AccessKeyRepository;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Explains the signatures of requests with the secrets in the database, one after another on a thread of its own. Thread-safe. */
public final class RequestExplainer {
    /** The most requests that wait for their diagnosis, or get it. */
    static final int MAX_IN_PROGRESS = 4;

    private final WorkerExecutor worker;
    private final AccessKeyRepository keys;
    private final AtomicInteger inProgress = new AtomicInteger();

    public RequestExplainer(Vertx vertx, AccessKeyRepository keys) {
        this.worker = vertx.createSharedWorkerExecutor("otagate-diagnosis", 1);
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
        if (inProgress.incrementAndGet() > MAX_IN_PROGRESS) {
            inProgress.decrementAndGet();
            return Future.succeededFuture(Diagnosis.busy());
        }
        return keys.secretsOf(key.account())
                .compose(all -> worker.executeBlocking(
                        () -> new SignatureDiagnosis().explain(request, secret(key), others(all, key)), false))
                .onComplete(done -> inProgress.decrementAndGet());
    }

    private static List<String> others(List<AccessKey> all, AccessKey key) {
        return all.stream()
                .filter(other -> !other.id().equals(key.id()))
                .map(RequestExplainer::secret)
                .toList();
    }

    private static String secret(AccessKey key) {
        return new String(key.secret(), StandardCharsets.UTF_8);
    }
}
