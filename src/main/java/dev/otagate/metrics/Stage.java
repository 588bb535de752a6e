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

    public String label() {
        return label;
    }
}
