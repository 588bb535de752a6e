package dev.otagate.tls;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import java.util.List;
import java.util.Set;

/** The TLS options of the API port: versions 1.2 and 1.3, only with forward secrecy and authenticated encryption. */
public final class TlsSettings {
    private static final String REJECT_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";
    private static final String SESSION_CACHE_SIZE = "javax.net.ssl.sessionCacheSize";
    private static final String MAX_SESSIONS = "1024";

    private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");
    private static final List<String> SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private TlsSettings() {}

    /** Sets the TLS options of a server; its other options do not change. */
    public static void apply(TlsIdentity identity, HttpServerOptions options) {
        options.setSsl(true)
                .setSslEngineOptions(new JdkSSLEngineOptions())
                .setEnabledSecureTransportProtocols(VERSIONS)
                .setKeyCertOptions(KeyCertOptions.wrap(identity.keys()));
        SUITES.forEach(options::addEnabledCipherSuite);
    }

    /**
     * Makes the JDK reject renegotiation by clients, and bounds its cache of sessions. The JDK reads both properties once, when it first
     * uses TLS; values from the command line take precedence.
     */
    public static void hardenJdk() {
        System.getProperties().putIfAbsent(REJECT_RENEGOTIATION, Boolean.toString(true));
        System.getProperties().putIfAbsent(SESSION_CACHE_SIZE, MAX_SESSIONS);
    }
}
