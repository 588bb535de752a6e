package dev.otagate.http;

import dev.otagate.config.ConfigException;
import dev.otagate.config.HttpConfig;
import dev.otagate.pipeline.Pipeline;
import dev.otagate.pipeline.PipelineServices;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.TimeUnit;

/** Listens on one event loop; all instances share the port. */
public final class HttpVerticle extends VerticleBase {
    private final HttpConfig config;
    private final PipelineServices services;
    private final long graceMs;
    private HttpServer server;

    /** @param graceMs how long requests under way may take once the verticle is stopped */
    public HttpVerticle(HttpConfig config, PipelineServices services, long graceMs) {
        this.config = config;
        this.services = services;
        this.graceMs = graceMs;
    }

    /** Started when the port is bound; fails where it is taken or a TLS file is not usable. */
    @Override
    public Future<?> start() {
        Pipeline pipeline = new Pipeline(services, new Unlimited());
        server = vertx.createHttpServer(HttpServerSettings.of(config))
                .invalidRequestHandler(new InvalidRequestHandler(services.requestLog()))
                .requestHandler(pipeline.router(vertx));
        return server.listen()
                .recover(cause -> Future.failedFuture(new ConfigException("http.port: cannot listen on " + config.host()
                        + ":" + config.port() + ": " + cause.getMessage())));
    }

    /** The port that was bound, where the setting asks for any. */
    public int port() {
        return server.actualPort();
    }

    /** Takes no new connection, and closes each one after the request that is under way on it. */
    @Override
    public Future<?> stop() {
        return server.shutdown(graceMs, TimeUnit.MILLISECONDS);
    }
}
