package dev.otagate.chaos.hostile;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Attacks on a gateway that speaks HTTPS, and HTTP/2 over it. */
final class TlsAttacks {
    /** Whether the gateway that is started has a certificate. */
    static final String CERTIFICATE = "HOSTILE_TLS";

    private static final int STREAMS = 90;
    private static final Map<String, String> TLS = Map.of(CERTIFICATE, "true");
    private static final Map<String, String> HTTP2 = Map.of(CERTIFICATE, "true", "OTAGATE_HTTP_HTTP2", "true");

    private TlsAttacks() {}

    static List<Attack> all() {
        return List.of(
                tls(),
                http2("http2", "HTTP/2 with 90 unfinished bodies each", 8, () -> Http2Script.bodies(STREAMS)),
                http2("http2-40", "HTTP/2 with 90 unfinished bodies each", 40, () -> Http2Script.bodies(STREAMS)),
                http2("http2-resets", "HTTP/2 streams that are reset at once", 8, Http2Script::resets),
                http2("http2-continuations", "HTTP/2 heads that never end", 8, Http2Script::continuations));
    }

    private static Attack tls() {
        byte[] hello = TlsScript.hello();
        byte[][] beginnings = {new byte[] {0x16}, Arrays.copyOf(hello, hello.length / 2), hello};
        return new Attack(
                "tls",
                "TLS handshakes without an end",
                5000,
                i -> Script.once(beginnings[i % beginnings.length]),
                TLS,
                Arrival.ACCEPTED);
    }

    private static Attack http2(String name, String description, int connections, Supplier<Script> scripts) {
        return new Attack(
                name, description, connections, i -> new TlsScript("h2", scripts.get()), HTTP2, Arrival.HTTP2);
    }
}
