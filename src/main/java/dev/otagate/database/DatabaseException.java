package dev.otagate.database;

import dev.otagate.config.OneLine;

/** The database cannot be started, reached or migrated; the message is one line for the operator. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(String message) {
        super(OneLine.of(message));
    }

    DatabaseException(String message, Throwable cause) {
        super(OneLine.of(message), cause);
    }
}
