package dev.otagate.chaos.hostile;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The gateway under attack, and what the honest client needs. All addresses are loopback addresses.
 *
 * @param management base URL of the management port
 * @param neighbour another account with a quota of its own
 * @param pid of the gateway, if its memory can be read
 * @param log that the gateway writes, if this program started it
 */
record Target(
        URI endpoint,
        URI management,
        String accessKeyId,
        String secret,
        String productKey,
        Optional<Neighbour> neighbour,
        OptionalLong pid,
        Optional<Path> log) {
    boolean speaksTls() {
        return "https".equals(endpoint.getScheme());
    }

    InetSocketAddress address() {
        return new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
    }

    /** Throws {@link IllegalArgumentException} if an address is not a loopback address: this program attacks nobody else. */
    Target checked() {
        for (URI uri : new URI[] {endpoint, management}) {
            if (!new InetSocketAddress(uri.getHost(), 0).getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException(uri + " is not on a loopback address");
            }
        }
        return this;
    }
}
