package dev.otagate.config;

import java.util.List;

/** The port of the API; {@code conf/gateway.yaml} describes the settings. */
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
        boolean serverTiming,
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
                values.isOn(Setting.HTTP_SERVER_TIMING),
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
