package dev.otagate.store;

import io.vertx.pgclient.PgException;

/** Why a statement failed, as far as it decides what to do with its batch. */
enum BatchFault {
    /** One of the rows cannot be stored; its neighbours can. */
    ROW,
    /** Another statement has inserted a key of this one's: nothing is done, and a careful statement passes. */
    RACE,
    /** A deadlock or the like: nothing is done, and the same batch may pass at once. */
    TRANSIENT,
    /** The connection, or the database as a whole: what was done is not known, or nothing can be. */
    DATABASE;

    /**
     * By SQLSTATE: classes 22, 23 and 54 speak of data, 40 and 55P03 of concurrency (PostgreSQL, appendix A). A kept answer
     * that is there already was written by a request of the same key a moment ago: the next attempt finds it.
     */
    static BatchFault of(Throwable cause) {
        String state = sqlState(cause);
        if (state.equals("23505")) {
            return isKeptAnswer(cause) ? TRANSIENT : RACE;
        }
        if (state.startsWith("22") || state.startsWith("23") || state.startsWith("54") || state.equals("P0001")) {
            return ROW;
        }
        return state.equals("40001") || state.equals("40P01") || state.equals("55P03") ? TRANSIENT : DATABASE;
    }

    /** Whether every write would fail so: the database lacks a resource, cannot use its files, or takes no writes. */
    static boolean isOfAllWrites(Throwable cause) {
        String state = sqlState(cause);
        return state.startsWith("53") || state.startsWith("58") || state.equals("25006");
    }

    private static boolean isKeptAnswer(Throwable cause) {
        return cause instanceof PgException failure
                && failure.getTable() != null
                && failure.getTable().startsWith("kept_answer");
    }

    /** The failure's SQLSTATE, empty where it is not the database that speaks. */
    static String sqlState(Throwable cause) {
        return cause instanceof PgException failure && failure.getSqlState() != null ? failure.getSqlState() : "";
    }
}
