package dev.otagate.server;

import io.netty.util.NetUtil;

/**
 * The URL of one of the gateway's ports.
 *
 * @param host a name or an IP address; an IPv6 address without brackets
 */
record ServerUrl(boolean tls, String host, int port) {
    /** The URL with the host of the settings. */
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
