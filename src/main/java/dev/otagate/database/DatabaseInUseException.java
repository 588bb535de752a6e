package dev.otagate.database;

import dev.otagate.config.OneLine;

/** Another process uses the data directory. */
public final class DatabaseInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseInUseException(String message) {
        super(OneLine.of(message));
    }
}
