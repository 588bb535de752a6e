package dev.otagate.parameter;

import java.util.Optional;

/** The format of a response: the value of the parameter {@code Format}, which is not case-sensitive. */
public enum Format {
    JSON,
    XML;

    /** Returns the format with this name; empty if there is none. */
    public static Optional<Format> named(String name) {
        if ("JSON".equalsIgnoreCase(name)) {
            return Optional.of(JSON);
        }
        return "XML".equalsIgnoreCase(name) ? Optional.of(XML) : Optional.empty();
    }
}
