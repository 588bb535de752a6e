package dev.otagate.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The port of health and metrics.
 *
 * @param port 0 for any free port
 * @param allowedHosts hosts that requests may name, in addition to the bound address and the loopback
 */
public record ManagementConfig(String host, int port, List<String> allowedHosts) {
    static ManagementConfig of(SettingValues values, HttpConfig http) {
        ManagementConfig management = new ManagementConfig(
                values.text(Setting.MANAGEMENT_HOST),
                values.number(Setting.MANAGEMENT_PORT),
                values.list(Setting.MANAGEMENT_ALLOWED_HOSTS));
        if (management.port != 0 && management.port == http.port() && overlap(management.host, http.host())) {
            throw new ConfigException(Setting.HTTP_PORT.key() + " and " + Setting.MANAGEMENT_PORT.key() + " are both "
                    + management.port + " on the same address: give them different ports");
        }
        return management;
    }

    // Two sockets can share a port without an error; each connection would reach a random one.
    private static boolean overlap(String left, String right) {
        if (left.equals(right)) {
            return true;
        }
        try {
            InetAddress one = InetAddress.getByName(left);
            InetAddress other = InetAddress.getByName(right);
            return one.equals(other) || one.isAnyLocalAddress() || other.isAnyLocalAddress();
        } catch (UnknownHostException e) {
            // The error of the start names the setting.
            return false;
        }
    }
}
