package dev.otagate.config;

import java.net.UnknownHostException;

/** The error if a port cannot be opened: one line with the setting, the cause and the remedy. */
public final class ListenFault {
    private ListenFault() {}

    /** The error for a failed start; {@code section} has the settings {@code host} and {@code port}. */
    public static ConfigException of(String section, String host, int port, Throwable cause) {
        String fault = String.valueOf(cause.getMessage());
        boolean isHost = cause instanceof UnknownHostException || fault.contains("Cannot assign requested address");
        String address = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        return new ConfigException(section + (isHost ? ".host" : ".port") + ": cannot listen on " + address + ": "
                + fault + remedy(isHost, fault));
    }

    private static String remedy(boolean isHost, String fault) {
        if (isHost) {
            return ": it must be an address of this machine, 0.0.0.0 or ::";
        }
        if (fault.contains("in use")) {
            return ": stop the process that uses the port, or choose another port";
        }
        return fault.contains("ermission denied")
                ? ": a port below 1024 needs the capability CAP_NET_BIND_SERVICE, or choose another port"
                : "";
    }
}
