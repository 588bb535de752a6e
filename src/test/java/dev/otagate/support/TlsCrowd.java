package dev.otagate.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Many TLS connections that trust any certificate and read nothing. */
public final class TlsCrowd implements AutoCloseable {
    private static final SSLContext CONTEXT = context();

    private final List<SSLSocket> sockets = new ArrayList<>();

    /** Connects so often, and ends each handshake. */
    public static TlsCrowd of(int connections, int port, String... protocols) {
        TlsCrowd crowd = new TlsCrowd();
        for (int i = 0; i < connections; i++) {
            crowd.sockets.add(connect(port, protocols));
        }
        return crowd;
    }

    /** One connection with its handshake done, for one of these application protocols. */
    public static SSLSocket connect(int port, String... protocols) {
        try {
            SSLSocket socket =
                    (SSLSocket) CONTEXT.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(protocols);
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(20_000);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first message of a handshake, each character one byte. */
    public static String clientHello() {
        SSLEngine engine = CONTEXT.createSSLEngine("127.0.0.1", 0);
        engine.setUseClientMode(true);
        ByteBuffer message = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        try {
            engine.wrap(ByteBuffer.allocate(0), message);
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
        return new String(message.array(), 0, message.position(), StandardCharsets.ISO_8859_1);
    }

    /** Sends the same bytes on all connections; they must fit into the buffers of the sockets. */
    public TlsCrowd send(byte[] octets) {
        for (SSLSocket socket : sockets) {
            try {
                socket.getOutputStream().write(octets);
            } catch (IOException e) {
                // Closed by the gateway.
            }
        }
        return this;
    }

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Override
    public void close() {
        for (SSLSocket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // Closed by the gateway.
            }
        }
    }
}
