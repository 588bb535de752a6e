package dev.otagate.console;

import java.net.URI;
import java.time.Instant;

/**
 * A link that opens the console once.
 *
 * @param token the secret part of the link
 */
public record ConsoleLink(String token, Instant expiresAt) {
    /** The URL for a browser. */
    public String url(URI management) {
        return management + "/console/?link=" + token;
    }

    @Override
    public String toString() {
        return "ConsoleLink[expires " + expiresAt + "]";
    }
}
