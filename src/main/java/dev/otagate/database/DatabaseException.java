package dev.otagate.database;

/** The database cannot be started, reached or migrated; the message is one line for the operator. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A fault on one line. */
    public DatabaseException(String message) {
        super(message);
    }

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
