package dev.otagate.chaos.hostile;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;

/** TLS of clients that trust any certificate: they connect to loopback addresses only. */
final class ClientTls {
    private static final SSLContext CONTEXT = context();

    private ClientTls() {}

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLSocketFactory sockets() {
        return CONTEXT.getSocketFactory();
    }

    /** The client's side of one connection that offers a protocol by ALPN. */
    static SSLEngine engine(String protocol) {
        SSLEngine engine = CONTEXT.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        engine.setSSLParameters(parameters);
        return engine;
    }
}
