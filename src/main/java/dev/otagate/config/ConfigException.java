package dev.otagate.config;

/** A setting is wrong; the message is one line that names it and has no secret. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(OneLine.of(message));
    }
}
