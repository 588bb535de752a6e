package dev.otagate.parameter;

import java.util.Optional;

/** The format of a response, named without regard to case by the parameter {@code Format}. */
public enum Format {
    JSON,
    XML;

    /** The format of that name, or nothing. */
    public static Optional<Format> named(String name) {
        if ("JSON".equalsIgnoreCase(name)) {
            return Optional.of(JSON);
        }
        return "XML".equalsIgnoreCase(name) ? Optional.of(XML) : Optional.empty();
    }
}
