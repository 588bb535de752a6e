package dev.otagate.http;

import dev.otagate.config.ConfigException;
import dev.otagate.config.HttpConfig;
import dev.otagate.pipeline.Pipeline;
import dev.otagate.pipeline.PipelineServices;
import dev.otagate.tls.TlsIdentity;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Listens on one event loop; all instances share the port. */
public final class HttpVerticle extends VerticleBase {
    private final HttpConfig config;
    private final PipelineServices services;
    private final Optional<TlsIdentity> identity;
    private final long graceMs;
    private HttpServer server;

    /**
     * @param identity for HTTPS; empty for plain HTTP
     * @param graceMs how long requests under way may take once the verticle is stopped
     */
    public HttpVerticle(HttpConfig config, PipelineServices services, Optional<TlsIdentity> identity, long graceMs) {
        this.config = config;
        this.services = services;
        this.identity = identity;
        this.graceMs = graceMs;
    }

    /** Started when the port is bound; fails if it is taken. */
    @Override
    public Future<?> start() {
        Pipeline pipeline = new Pipeline(services, new Unlimited());
        server = vertx.createHttpServer(HttpServerSettings.of(config, identity))
                .invalidRequestHandler(new InvalidRequestHandler(services.requestLog()))
                .requestHandler(pipeline.router(vertx));
        return server.listen()
                .recover(cause -> Future.failedFuture(new ConfigException("http.port: cannot listen on "
                        + NetUtil.toSocketAddressString(config.host(), config.port()) + ": " + cause.getMessage())));
    }

    /** The port that was bound, where the setting asks for any. */
    public int port() {
        return server.actualPort();
    }

    /** Shows another certificate on new connections of all instances. */
    public Future<?> show(TlsIdentity renewed) {
        return server.updateSSLOptions(
                HttpServerSettings.of(config, Optional.of(renewed)).getSslOptions(), true);
    }

    /** Takes no new connection, and closes each one after the request that is under way on it. */
    @Override
    public Future<?> stop() {
        return server.shutdown(graceMs, TimeUnit.MILLISECONDS);
    }
}
