package dev.otagate.transfer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Connections to an endpoint, which are kept between requests. Thread-safe. */
final class HttpConnections implements AutoCloseable {
    /** More requests at once wait. */
    static final int MAX_CONNECTIONS = 64;

    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int MAX_BODY = 16 << 20;

    private final URI endpoint;
    private final Vertx vertx;
    private final HttpClient client;

    /** @param ca a PEM file with the certificate authorities, in place of those of the Java runtime */
    HttpConnections(URI endpoint, Optional<Path> ca) {
        this.endpoint = endpoint;
        HttpClientOptions options = new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS);
        ca.map(HttpConnections::certificates)
                .ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertValue(pem)));
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
    }

    private static Buffer certificates(Path file) {
        try {
            byte[] pem = Files.readAllBytes(file);
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem))
                    .isEmpty()) {
                throw new TransferException(file + " has no certificate in PEM");
            }
            return Buffer.buffer(pem);
        } catch (IOException | GeneralSecurityException e) {
            throw new TransferException("the certificates of " + file + " cannot be read: " + e);
        }
    }

    /** Sends a request, and waits for the response. If it fails, its connection is closed. */
    HttpReply send(SignedCall call, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        AtomicReference<HttpClientRequest> sent = new AtomicReference<>();
        CompletableFuture<HttpReply> reply = client.request(options(call))
                .compose(request -> {
                    sent.set(request);
                    return exchange(request, call);
                })
                .toCompletionStage()
                .toCompletableFuture();
        boolean isComplete = false;
        try {
            HttpReply complete = reply.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            isComplete = true;
            return complete;
        } finally {
            if (!isComplete && sent.get() != null) {
                sent.get().reset();
            }
        }
    }

    private RequestOptions options(SignedCall call) {
        boolean ssl = endpoint.getScheme().equals("https");
        return new RequestOptions()
                .setMethod(HttpMethod.valueOf(call.method()))
                .setHost(endpoint.getHost().replaceAll("[\\[\\]]", ""))
                .setPort(endpoint.getPort() < 0 ? SignedRequests.defaultPort(endpoint) : endpoint.getPort())
                .setSsl(ssl)
                .setURI(call.target());
    }

    private static Future<HttpReply> exchange(HttpClientRequest request, SignedCall call) {
        call.headers().forEach(request::putHeader);
        Future<HttpClientResponse> response = call.body().isEmpty() ? request.send() : request.send(call.body());
        return response.compose(head -> body(request, head));
    }

    private static Future<HttpReply> body(HttpClientRequest request, HttpClientResponse response) {
        Promise<HttpReply> reply = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(reply::tryFail);
        response.handler(part -> {
            if (body.length() + part.length() > MAX_BODY) {
                reply.tryFail(new IOException("the response has more than 16 MiB"));
                request.reset();
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(end -> reply.tryComplete(new HttpReply(
                response.statusCode(), Optional.ofNullable(response.getHeader(HttpHeaders.RETRY_AFTER)), body)));
        return reply.future();
    }

    /** Ends the requests that are in progress: they fail. */
    @Override
    public void close() {
        vertx.close();
    }
}
