package dev.otagate.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the address of an endpoint from an argument. */
final class EndpointText {
    private static final int MAX_PORT = 65_535;

    private EndpointText() {}

    /** Returns scheme, host and port. A text without a scheme is an HTTPS endpoint. */
    static URI parse(CommandLine command, String option, String text) {
        try {
            URI uri = new URI((text.contains("://") ? text : "https://" + text).replaceFirst("/+$", ""));
            if (isEndpoint(uri)) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw new ParameterException(
                command,
                option + " must be HOST, HOST:PORT, http://HOST:PORT or https://HOST:PORT, not \"" + text + "\"");
    }

    private static boolean isEndpoint(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getPort() <= MAX_PORT
                && uri.getRawPath().isEmpty()
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }
}
