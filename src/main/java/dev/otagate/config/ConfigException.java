package dev.otagate.config;

/** A setting is wrong; the message is one line that names it and never holds a secret. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line */
    public ConfigException(String message) {
        super(message);
    }
}
