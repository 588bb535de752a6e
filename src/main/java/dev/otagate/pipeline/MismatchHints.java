package dev.otagate.pipeline;

import dev.otagate.account.AccessKey;
import dev.otagate.diagnosis.Diagnosis;
import dev.otagate.diagnosis.Mistake;
import dev.otagate.diagnosis.RequestExplainer;
import dev.otagate.diagnosis.SignedRequest;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Explains wrong signatures in the responses to them, up to a number a second. Thread-safe. */
public final class MismatchHints {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private final RequestExplainer explainer;
    private final int perSecond;
    private final LongSupplier nanoTime;
    private long windowStart;
    private int used;

    /** @param perSecond the most explanations a second; 0 for none */
    public MismatchHints(RequestExplainer explainer, int perSecond, LongSupplier nanoTime) {
        this.explainer = explainer;
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.windowStart = nanoTime.getAsLong() - SECOND_NANOS;
    }

    /** Whether the request may be explained; takes one of the explanations of this second. */
    synchronized boolean acquire() {
        long now = nanoTime.getAsLong();
        if (now - windowStart >= SECOND_NANOS) {
            windowStart = now;
            used = 0;
        }
        return perSecond > 0 && used++ < perSecond;
    }

    /** Returns a clause for the end of the message; empty if the mistake is not known. Never fails. */
    Future<String> clause(SignedRequest request, AccessKey key) {
        return explainer
                .explain(request, key)
                .map(diagnosis -> clause(diagnosis, request))
                .otherwise("");
    }

    private static String clause(Diagnosis diagnosis, SignedRequest request) {
        // The SDKs name a wrong secret themselves, if the message ends with their own string to sign.
        boolean namedBySdk =
                diagnosis.isStringToSignCorrect() && request.headers().containsKey("x-sdk-client");
        return diagnosis.mistakes().isEmpty() || namedBySdk
                ? ""
                : diagnosis.mistakes().stream()
                        .map(mistake -> " (" + mistake.code() + ": " + text(mistake) + ")")
                        .collect(Collectors.joining());
    }

    private static String text(Mistake mistake) {
        return mistake.title() + " " + mistake.fix();
    }
}
