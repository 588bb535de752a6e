package dev.otagate.config;

import java.util.List;

/**
 * The port of the API.
 *
 * @param port 0 for any free port
 * @param http2 whether HTTP/2 is offered, too
 * @param idleTimeoutMs after which an idle connection is closed, at least 60 s (contract: "What real clients send and need")
 * @param bodyTimeoutMs until the body of a request must be complete
 * @param maxParameters of a request
 * @param maxUnverifiedBodyBytes of the body of a request that is no batch
 * @param maxBodyBytes of the body of a batch
 * @param limits of connections and of their memory
 * @param eventLoops their number; 0 for one for every two cores
 * @param proxyProtocol whether each connection begins with a header of the PROXY protocol, version 1 or 2
 * @param trustedProxies IP addresses and networks whose {@code X-Forwarded-For} is trusted
 */
public record HttpConfig(
        String host,
        int port,
        boolean http2,
        int idleTimeoutMs,
        int bodyTimeoutMs,
        int maxParameters,
        int maxUnverifiedBodyBytes,
        int maxBodyBytes,
        ConnectionLimits limits,
        int eventLoops,
        boolean proxyProtocol,
        List<String> trustedProxies,
        TlsConfig tls) {

    static HttpConfig of(SettingValues values) {
        return new HttpConfig(
                values.text(Setting.HTTP_HOST),
                values.number(Setting.HTTP_PORT),
                values.isOn(Setting.HTTP_HTTP2),
                values.number(Setting.HTTP_IDLE_TIMEOUT_MS),
                values.number(Setting.HTTP_BODY_TIMEOUT_MS),
                values.number(Setting.HTTP_MAX_PARAMETERS),
                values.number(Setting.HTTP_MAX_UNVERIFIED_BODY_BYTES),
                values.number(Setting.HTTP_MAX_BODY_BYTES),
                ConnectionLimits.of(values),
                values.number(Setting.HTTP_EVENT_LOOPS),
                values.isOn(Setting.HTTP_PROXY_PROTOCOL),
                values.list(Setting.HTTP_TRUSTED_PROXIES),
                TlsConfig.of(values));
    }

    /**
     * The number of event loops for requests: the setting, or one for every two cores, but at least one. The other cores are for a
     * database on the same machine; more loops also hand over more work between threads.
     */
    public int eventLoopCount() {
        return eventLoops > 0 ? eventLoops : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
