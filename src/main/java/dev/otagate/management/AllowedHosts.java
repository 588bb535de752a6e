package dev.otagate.management;

import dev.otagate.config.ManagementConfig;
import io.netty.util.NetUtil;
import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The values of {@code Host} that the management port accepts. They stop DNS rebinding: a web page that resolves its own name to this
 * address sends another host.
 */
final class AllowedHosts {
    private static final String LOCALHOST = "localhost";

    private final Set<String> names = new HashSet<>();
    private final boolean anyAddress;

    AllowedHosts(ManagementConfig config) {
        names.add(LOCALHOST);
        names.add(normal(config.host()));
        config.allowedHosts().forEach(name -> names.add(normal(name)));
        config.publicUrl().ifPresent(url -> names.add(normal(url.getHost())));
        anyAddress = isNumeric(config.host()) && address(config.host()).isAnyLocalAddress();
    }

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

    // An address with a zone is link-local, so it is never a loopback address.
    private static boolean isNumeric(String host) {
        return host.indexOf('%') < 0 && (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host));
    }

    // For numeric addresses only: the JDK would look up a name.
    private static InetAddress address(String numeric) {
        return NetUtil.createInetAddressFromIpAddressString(numeric);
    }
}
