package dev.otagate.transfer;

import io.vertx.core.VertxException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls operations of an endpoint within a rate, and retries errors that may pass, each time with a new nonce. Blocking, for threads that
 * are no event loop. Thread-safe.
 */
final class ApiClient implements AutoCloseable {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    // If no connection was ever possible, the address is wrong.
    private static final Duration GIVE_UP_FIRST = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final ApiAccess access;
    private final SignedRequests requests;
    private final HttpConnections http;
    private final RateGate gate;
    private final Duration giveUpAfter;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean reached;
    private volatile long lastSuccess = System.nanoTime();

    /** @param giveUpAfter how long one call is retried */
    ApiClient(ApiAccess access, HttpConnections http, RateGate gate, Duration giveUpAfter) {
        this.access = access;
        this.http = http;
        this.gate = gate;
        this.giveUpAfter = giveUpAfter;
        requests = new SignedRequests(access);
    }

    /** Calls an operation that changes nothing, by GET. */
    ApiResponse query(String action, Map<String, String> parameters) {
        return call(action, parameters, false);
    }

    /** Calls an operation that changes something, by POST. With a ClientToken, its retries are safe. */
    ApiResponse change(String action, Map<String, String> parameters) {
        return call(action, parameters, true);
    }

    /** Endpoint and key, without the secret. */
    String identity() {
        return access.endpoint() + " " + access.accessKeyId();
    }

    /** The requests so far, with retries. */
    long sent() {
        return sent.get();
    }

    /** The retries so far. */
    long retried() {
        return retried.get();
    }

    // Returns a success or a final error; throws TransferException if there is neither after a while.
    private ApiResponse call(String action, Map<String, String> parameters, boolean change) {
        long start = System.nanoTime();
        for (int attempts = 1; ; attempts++) {
            try {
                awaitPermit();
                Attempt attempt = attempt(requests.request(action, parameters, change));
                if (attempt.response().isPresent() && !attempt.response().get().temporary()) {
                    lastSuccess = System.nanoTime();
                    return attempt.response().get();
                }
                Duration delay = RetryDelay.after(attempts, attempt.retryAfter());
                if (System.nanoTime() - start + delay.toNanos() > timeoutNanos()) {
                    return giveUp(action, attempts, attempt, start);
                }
                retried.incrementAndGet();
                if (attempt.response().filter(ApiResponse::throttled).isPresent()) {
                    gate.pause(delay);
                } else {
                    pause(delay.toNanos());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransferException(Tasks.INTERRUPTED);
            }
        }
    }

    private void awaitPermit() throws InterruptedException {
        do {
            pause(gate.reserve());
        } while (gate.isPaused());
    }

    private void pause(long nanos) throws InterruptedException {
        if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
            throw new TransferException(Tasks.INTERRUPTED);
        }
    }

    // If other calls have succeeded meanwhile, only this one is at fault.
    private ApiResponse giveUp(String action, int attempts, Attempt last, long start) {
        if (lastSuccess - start > 0) {
            return last.response().orElseGet(() -> ApiResponse.none(last.problem()));
        }
        throw new TransferException(
                access.endpoint() + ": " + action + " failed " + attempts + " times, the last time: " + last.problem());
    }

    private long timeoutNanos() {
        return reached || giveUpAfter.compareTo(GIVE_UP_FIRST) < 0 ? giveUpAfter.toNanos() : GIVE_UP_FIRST.toNanos();
    }

    private Attempt attempt(SignedCall call) throws InterruptedException {
        sent.incrementAndGet();
        try {
            Attempt attempt = read(http.send(call, REQUEST_TIMEOUT));
            reached |= attempt.response().isPresent();
            return attempt;
        } catch (IllegalStateException | RejectedExecutionException e) {
            // Its connections were closed.
            throw new TransferException(Tasks.INTERRUPTED);
        } catch (TimeoutException e) {
            reached = true;
            return Attempt.failed("no complete response within " + REQUEST_TIMEOUT.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (isUntrusted(e)) {
                throw new TransferException(access.endpoint()
                        + ": its certificate is not trusted (--ca FILE names the certificate authority): "
                        + e.getCause().getMessage());
            }
            reached |= !isUnreachable(e.getCause());
            return Attempt.failed(describe(e.getCause()));
        }
    }

    private static Attempt read(HttpReply reply) {
        Optional<Duration> retryAfter = RetryDelay.retryAfter(reply.retryAfter());
        int status = reply.status();
        try {
            ApiResponse read = new ApiResponse(status, reply.body().toJsonObject());
            if (status == OK && !read.isOfApi()) {
                return new Attempt(Optional.empty(), retryAfter, "HTTP 200 with JSON that is not of the API");
            }
            return new Attempt(
                    Optional.of(read),
                    retryAfter,
                    "HTTP " + status + (read.code().isEmpty() ? "" : ", " + read.code() + ": " + read.message()));
        } catch (DecodeException e) {
            // A page of a proxy, or a response that was cut.
            String problem = "HTTP " + status + " with a body that is not JSON";
            return status == OK || status == 429 || status >= 500
                    ? new Attempt(Optional.empty(), retryAfter, problem)
                    : new Attempt(
                            Optional.of(new ApiResponse(status, new JsonObject().put("message", problem))),
                            Optional.empty(),
                            problem);
        }
    }

    /** Ends the calls that are in progress: they throw {@link TransferException}. */
    @Override
    public void close() {
        closed.countDown();
        http.close();
    }

    private static boolean isUntrusted(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnreachable(Throwable failure) {
        return failure instanceof ConnectException || failure instanceof UnknownHostException;
    }

    private static String describe(Throwable failure) {
        if (isUnreachable(failure)) {
            return "cannot connect";
        }
        boolean isMessage = failure instanceof IOException || failure instanceof VertxException;
        return isMessage && failure.getMessage() != null
                ? failure.getMessage()
                : failure.getClass().getSimpleName();
    }

    private record Attempt(Optional<ApiResponse> response, Optional<Duration> retryAfter, String problem) {
        static Attempt failed(String problem) {
            return new Attempt(Optional.empty(), Optional.empty(), problem);
        }
    }
}
