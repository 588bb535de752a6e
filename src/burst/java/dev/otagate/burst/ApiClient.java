package dev.otagate.burst;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Calls operations before and after a burst. If the gateway asks a call to wait (429, 503), calls are made one at a time from then
 * on, and each is retried for a minute. Blocks; for several threads. A failure is an {@link IllegalStateException} with one line.
 */
final class ApiClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MAX_PAUSE_SECONDS = 10;

    private final BurstSettings settings;
    private final HttpClient client;
    private final Lock turn = new ReentrantLock(true);
    private final AtomicBoolean throttled = new AtomicBoolean();
    private volatile boolean closed;

    ApiClient(BurstSettings settings) {
        this.settings = settings;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT);
        settings.ca().ifPresent(file -> builder.sslContext(trusting(file)));
        client = builder.build();
    }

    /** The body of the response, a success. */
    String call(ApiRequest request) {
        if (!throttled.get()) {
            HttpResponse<String> response = send(request);
            if (!asksToWait(response)) {
                return success(request, response);
            }
            if (throttled.compareAndSet(false, true)) {
                System.err.println("burst.sh: the gateway asks to wait (HTTP " + response.statusCode()
                        + "): products are made and removed at the rate of the account");
            }
        }
        turn.lock();
        try {
            return success(request, sendUntilAccepted(request));
        } finally {
            turn.unlock();
        }
    }

    /** Calls that are not sent yet fail. */
    void close() {
        closed = true;
    }

    private HttpResponse<String> sendUntilAccepted(ApiRequest request) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<String> response = send(request);
        while (asksToWait(response) && System.nanoTime() < deadline) {
            pause(response);
            response = send(request);
        }
        return response;
    }

    private HttpResponse<String> send(ApiRequest request) {
        if (closed) {
            throw new IllegalStateException("stopped");
        }
        HttpRequest http = HttpRequest.newBuilder(URI.create(request.signedUrl(settings)))
                .timeout(TIMEOUT)
                .build();
        try {
            return client.send(http, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(settings.endpoint() + " does not respond: " + e, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String success(ApiRequest request, HttpResponse<String> response) {
        if (!response.body().contains("\"success\":true")) {
            throw new IllegalStateException(request.parameters().get("Action") + " was rejected: " + response.body());
        }
        return response.body();
    }

    private static boolean asksToWait(HttpResponse<String> response) {
        return response.statusCode() == 429 || response.statusCode() == 503;
    }

    private static void pause(HttpResponse<String> response) {
        long seconds = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(Long::parseLong)
                .orElse(1L);
        try {
            Thread.sleep(Math.min(seconds, MAX_PAUSE_SECONDS) * 1_000
                    + ThreadLocalRandom.current().nextLong(200));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static SSLContext trusting(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry(Integer.toString(trusted.size()), certificate);
            }
            if (trusted.size() == 0) {
                throw new IllegalStateException(file + " has no certificate");
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(file + " is not a file of PEM certificates: " + e.getMessage(), e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
