package dev.otagate.http;

import dev.otagate.config.HttpConfig;
import dev.otagate.tls.TlsIdentity;
import dev.otagate.tls.TlsSettings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server's options: what the settings say, and limits that no client of this API comes near. */
final class HttpServerSettings {
    private static final int MAX_REQUEST_LINE_BYTES = 64 * 1024;
    private static final int MAX_HEADER_BYTES = 32 * 1024;
    private static final int ANY_PORT_SHARED_BY_INSTANCES = -1;
    private static final int ACCEPT_BACKLOG = 4096;

    private HttpServerSettings() {}

    static HttpServerOptions of(HttpConfig config, Optional<TlsIdentity> identity) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port() == 0 ? ANY_PORT_SHARED_BY_INSTANCES : config.port())
                .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setHandle100ContinueAutomatically(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setIdleTimeout(config.idleTimeoutMs())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setUseProxyProtocol(config.proxyProtocol())
                .setTcpNoDelay(true)
                .setAcceptBacklog(ACCEPT_BACKLOG)
                .setHttp2ClearTextEnabled(config.http2());
        identity.ifPresent(shown -> {
            TlsSettings.apply(shown, options);
            options.setUseAlpn(config.http2())
                    .setAlpnVersions(
                            config.http2()
                                    ? List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)
                                    : List.of(HttpVersion.HTTP_1_1));
        });
        return options;
    }
}
