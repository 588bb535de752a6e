package dev.otagate.management;

import dev.otagate.config.ManagementConfig;
import io.netty.util.NetUtil;
import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The hosts that requests to the management port may name. A web page that points a name of its own at this address (DNS
 * rebinding) names another one.
 */
final class AllowedHosts {
    private static final String LOCALHOST = "localhost";

    private final Set<String> names = new HashSet<>();
    private final boolean anyAddress;

    AllowedHosts(ManagementConfig config) {
        names.add(LOCALHOST);
        names.add(normal(config.host()));
        config.allowedHosts().forEach(name -> names.add(normal(name)));
        anyAddress = isNumeric(config.host()) && address(config.host()).isAnyLocalAddress();
    }

    /** Whether the value of a {@code Host} header is allowed. */
    boolean allows(String header) {
        HostAndPort authority = HostAndPort.parseAuthority(header, -1);
        if (authority == null) {
            return false;
        }
        String host = normal(authority.host());
        if (names.contains(host)) {
            return true;
        }
        return isNumeric(host) && (anyAddress || address(host).isLoopbackAddress());
    }

    private static String normal(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (isNumeric(bare)) {
            return address(bare).getHostAddress();
        }
        String name = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
        return name.toLowerCase(Locale.ROOT);
    }

    // An address with a zone is one of a link, which no host of the loopback has.
    private static boolean isNumeric(String host) {
        return host.indexOf('%') < 0 && (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host));
    }

    // Of a numeric address alone: a name would be looked up.
    private static InetAddress address(String numeric) {
        return NetUtil.createInetAddressFromIpAddressString(numeric);
    }
}
