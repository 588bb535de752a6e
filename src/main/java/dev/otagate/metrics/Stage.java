package dev.otagate.metrics;

import java.util.Locale;

/** The stages of a request's way that are timed on their own, in their order. */
public enum Stage {
    RECEIVE,
    PARSE,
    VERIFY,
    LIMIT,
    VALIDATE,
    STORE,
    RESPOND;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The stage's name in metrics and in the log. */
    public String label() {
        return label;
    }
}
