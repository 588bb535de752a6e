package dev.otagate.server;

import io.netty.util.NetUtil;

/** The URL of one of the gateway's ports. An IPv6 address has no brackets in {@code host}. */
record ServerUrl(boolean tls, String host, int port) {
    @Override
    public String toString() {
        return (tls ? "https" : "http") + "://" + NetUtil.toSocketAddressString(host, port);
    }

    /** The URL for a client on this machine: a wildcard address is replaced by the loopback address. */
    ServerUrl onThisMachine() {
        return switch (host) {
            case "0.0.0.0" -> new ServerUrl(tls, "127.0.0.1", port);
            case "::", "0:0:0:0:0:0:0:0" -> new ServerUrl(tls, "::1", port);
            default -> this;
        };
    }
}
