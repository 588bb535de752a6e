package dev.otagate.config;

/** A setting is wrong; the message is one line that names it and never holds a secret. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message may hold what a file or the environment has; line breaks and control characters in it become spaces */
    public ConfigException(String message) {
        super(message.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " "));
    }
}
