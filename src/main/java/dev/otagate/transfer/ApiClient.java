package dev.otagate.transfer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls operations of an endpoint within a rate, and retries errors that may pass, each time with a new nonce. Blocking, for threads that
 * are no event loop. Thread-safe.
 */
final class ApiClient {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    // If no connection was ever possible, the address is wrong.
    private static final Duration GIVE_UP_FIRST = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final ApiAccess access;
    private final SignedRequests requests;
    private final HttpClient http;
    private final RateGate gate;
    private final Duration giveUpAfter;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private volatile boolean reached;
    private volatile long lastSuccess = System.nanoTime();

    /** @param giveUpAfter how long one call is retried */
    ApiClient(ApiAccess access, HttpClient http, RateGate gate, Duration giveUpAfter) {
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
                gate.await();
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
                    TimeUnit.NANOSECONDS.sleep(delay.toNanos());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransferException("interrupted");
            }
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

    private Attempt attempt(HttpRequest request) throws InterruptedException {
        sent.incrementAndGet();
        CompletableFuture<HttpResponse<byte[]>> pending = http.sendAsync(request, head -> new BoundedBody());
        try {
            HttpResponse<byte[]> response = pending.get(REQUEST_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            reached = true;
            return read(response);
        } catch (TimeoutException e) {
            reached = true;
            return Attempt.failed("no complete response within " + REQUEST_TIMEOUT.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (isUntrusted(e)) {
                throw new TransferException(access.endpoint()
                        + ": its certificate is not trusted (--ca FILE names the certificate authority): "
                        + e.getCause().getMessage());
            }
            reached |= !(e.getCause() instanceof ConnectException);
            return Attempt.failed(describe(e.getCause()));
        } finally {
            // Closes the connection of a response that is not complete.
            pending.cancel(true);
        }
    }

    private static Attempt read(HttpResponse<byte[]> response) {
        Optional<Duration> retryAfter = RetryDelay.retryAfter(response.headers());
        int status = response.statusCode();
        try {
            JsonObject body = Buffer.buffer(response.body()).toJsonObject();
            ApiResponse read = new ApiResponse(status, body);
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

    private static boolean isUntrusted(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static String describe(Throwable failure) {
        if (failure instanceof ConnectException) {
            return "cannot connect";
        }
        String name = failure.getClass().getSimpleName();
        return failure instanceof IOException && failure.getMessage() != null ? failure.getMessage() : name;
    }

    private record Attempt(Optional<ApiResponse> response, Optional<Duration> retryAfter, String problem) {
        static Attempt failed(String problem) {
            return new Attempt(Optional.empty(), Optional.empty(), problem);
        }
    }
}
