package dev.otagate.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** The port of health, metrics and the console; {@code conf/gateway.yaml} describes the settings. */
public record ManagementConfig(
        String host,
        int port,
        List<String> allowedHosts,
        int requestHistory,
        boolean console,
        Optional<URI> publicUrl) {
    static ManagementConfig of(SettingValues values, HttpConfig http) {
        boolean isLoopback = isLoopback(values.text(Setting.MANAGEMENT_HOST));
        String console = values.text(Setting.MANAGEMENT_CONSOLE);
        ManagementConfig management = new ManagementConfig(
                values.text(Setting.MANAGEMENT_HOST),
                values.number(Setting.MANAGEMENT_PORT),
                values.list(Setting.MANAGEMENT_ALLOWED_HOSTS),
                values.number(Setting.MANAGEMENT_REQUEST_HISTORY),
                console.equals(Setting.AUTOMATIC) ? isLoopback : Boolean.parseBoolean(console),
                Optional.of(values.text(Setting.MANAGEMENT_PUBLIC_URL))
                        .filter(url -> !url.isEmpty())
                        .map(URI::create));
        if (management.console && !isLoopback && !management.hasTls()) {
            throw new ConfigException(Setting.MANAGEMENT_CONSOLE.key() + ": the console needs TLS, because "
                    + Setting.MANAGEMENT_HOST.key() + " is not a loopback address: put a proxy with TLS in front of the"
                    + " management port and set " + Setting.MANAGEMENT_PUBLIC_URL.key()
                    + " to its https URL, or set " + Setting.MANAGEMENT_CONSOLE.key() + " to false");
        }
        if (management.port != 0 && management.port == http.port() && overlap(management.host, http.host())) {
            throw new ConfigException(Setting.HTTP_PORT.key() + " and " + Setting.MANAGEMENT_PORT.key() + " are both "
                    + management.port + " on the same address: give them different ports");
        }
        return management;
    }

    /** Whether browsers reach this port by HTTPS, through a proxy. */
    public boolean hasTls() {
        return publicUrl.filter(url -> url.getScheme().equals("https")).isPresent();
    }

    /** The URL of the console for browsers, if it is served and the setting publicUrl names it. */
    public Optional<URI> consoleUrl() {
        return publicUrl.filter(url -> console).map(url -> URI.create(url + "/console/"));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // The error of the start names the setting.
            return false;
        }
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
