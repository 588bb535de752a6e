package dev.otagate.http;

import dev.otagate.config.HttpConfig;
import dev.otagate.config.ListenFault;
import dev.otagate.pipeline.Pipeline;
import dev.otagate.pipeline.PipelineServices;
import dev.otagate.tls.TlsIdentity;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Serves the API on one event loop; all instances share the port. */
public final class HttpVerticle extends VerticleBase {
    private static final long SWEEP_MS = 250;

    private final HttpConfig config;
    private final PipelineServices services;
    private final Optional<TlsIdentity> identity;
    private final NodeConnections node;
    private final long graceMs;
    private HttpServer server;
    private ScheduledFuture<?> sweep;

    /**
     * @param identity for HTTPS; empty for plain HTTP
     * @param node of the same Vert.x
     * @param graceMs how long open requests may take after the verticle is stopped
     */
    public HttpVerticle(
            HttpConfig config,
            PipelineServices services,
            Optional<TlsIdentity> identity,
            NodeConnections node,
            long graceMs) {
        this.config = config;
        this.services = services;
        this.identity = identity;
        this.node = node;
        this.graceMs = graceMs;
    }

    /** Completes when the port is bound; fails if the port is in use. */
    @Override
    public Future<?> start() {
        EventLoop loop = ((ContextInternal) context).nettyEventLoop();
        HttpServerOptions options = HttpServerSettings.of(config, identity);
        InvalidRequestHandler invalid =
                new InvalidRequestHandler(services.requestLog(), services.dialects(), config.maxParameters());
        HttpConnections connections = new HttpConnections(node, options, config.limits(), invalid);
        Router router = new Pipeline(services, connections).router(vertx);
        if (config.http2()) {
            router.route().order(-1).handler(connections::end);
        }
        server = vertx.createHttpServer(options)
                .connectionHandler(connections::opened)
                .invalidRequestHandler(invalid)
                .requestHandler(request -> connections.begin(request, router));
        sweep = loop.scheduleWithFixedDelay(node.table(loop)::sweep, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
        return server.listen()
                .recover(cause -> Future.failedFuture(ListenFault.of("http", config.host(), config.port(), cause)));
    }

    /** The bound port: a free one if the setting is 0. */
    public int port() {
        return server.actualPort();
    }

    /** Uses another certificate for new connections of all instances. */
    public Future<?> useCertificate(TlsIdentity renewed) {
        return server.updateSSLOptions(
                HttpServerSettings.of(config, Optional.of(renewed)).getSslOptions(), true);
    }

    /** Stops accepting connections, and closes each connection after its current request. */
    @Override
    public Future<?> stop() {
        sweep.cancel(false);
        return server.shutdown(graceMs, TimeUnit.MILLISECONDS);
    }
}
