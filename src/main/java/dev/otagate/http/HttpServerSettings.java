package dev.otagate.http;

import dev.otagate.config.HttpConfig;
import dev.otagate.tls.TlsIdentity;
import dev.otagate.tls.TlsSettings;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The options of the server, from the settings and from fixed limits that clients of this API never reach. */
final class HttpServerSettings {
    // Bounds the memory that the kernel holds for a client that does not read; a response is far smaller.
    private static final int SEND_BUFFER_BYTES = 64 * 1024;
    private static final int ANY_PORT_SHARED_BY_INSTANCES = -1;
    private static final int ACCEPT_BACKLOG = 4096;

    private HttpServerSettings() {}

    static HttpServerOptions of(HttpConfig config, Optional<TlsIdentity> identity) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(port(config))
                .setMaxInitialLineLength(config.limits().maxRequestLineBytes())
                .setMaxHeaderSize(config.limits().maxHeaderBytes())
                .setHandle100ContinueAutomatically(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setIdleTimeout(config.idleTimeoutMs())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setUseProxyProtocol(config.proxyProtocol())
                .setTcpNoDelay(true)
                .setAcceptBacklog(ACCEPT_BACKLOG)
                .setSendBufferSize(SEND_BUFFER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(config.limits().maxStreams())
                        .setMaxHeaderListSize(config.limits().maxHeaderBytes()));
        identity.ifPresent(certificate -> {
            TlsSettings.apply(certificate, options);
            options.setSslHandshakeTimeout(config.limits().headTimeoutMs())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setUseAlpn(config.http2())
                    .setAlpnVersions(
                            config.http2()
                                    ? List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)
                                    : List.of(HttpVersion.HTTP_1_1));
        });
        return options;
    }

    /** Returns the port to request from Vert.x. */
    static int port(HttpConfig config) {
        return config.port() == 0 ? ANY_PORT_SHARED_BY_INSTANCES : config.port();
    }
}
