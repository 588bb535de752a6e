package dev.otagate.metrics;

import java.util.Locale;

/** The timed stages of the request path, in order. */
public enum Stage {
    RECEIVE,
    PARSE,
    VERIFY,
    LIMIT,
    VALIDATE,
    STORE,
    RESPOND;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name of the stage in metrics and in the log. */
    public String label() {
        return label;
    }
}
