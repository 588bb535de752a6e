package dev.otagate.store;

import io.vertx.pgclient.PgException;

/** Classifies the failure of a statement by what happens to its batch next. */
enum BatchFault {
    /** One of the rows cannot be stored. */
    ROW,
    /** Another statement has inserted one of the keys. Nothing is done; the fallback succeeds. */
    KEY_CONFLICT,
    /** A deadlock or another concurrent change. Nothing is done; the same statement succeeds when it runs again. */
    CONFLICT,
    /** The connection or the database failed. The result is unknown, or no statement can run. */
    DATABASE;

    // A module was created while its product was deleted or changed its owner.
    private static final String MODULE_OF_PRODUCT = "ota_module_product";
    // Only an update of a product fails on it.
    private static final String PRODUCT_NAME = "product_name";

    /**
     * By SQLSTATE: classes 22, 23 and 54 concern data, 40 and 55P03 concurrency (PostgreSQL, appendix A). An idempotency record or
     * a product's name that exists already was written by a concurrent request: the next attempt finds it.
     */
    static BatchFault of(Throwable cause) {
        String state = sqlState(cause);
        if (state.equals("23505")) {
            return isIdempotencyRecord(cause) || isConstraint(cause, PRODUCT_NAME) ? CONFLICT : KEY_CONFLICT;
        }
        if (state.equals("40001")
                || state.equals("40P01")
                || state.equals("55P03")
                || isConstraint(cause, MODULE_OF_PRODUCT)) {
            return CONFLICT;
        }
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54") || state.equals("P0001")
                ? ROW
                : DATABASE;
    }

    /** Whether every write would fail: the database lacks a resource, cannot use its files, or is read-only. */
    static boolean failsAllWrites(Throwable cause) {
        String state = sqlState(cause);
        return state.startsWith("53") || state.startsWith("58") || state.equals("25006");
    }

    private static boolean isIdempotencyRecord(Throwable cause) {
        return cause instanceof PgException failure
                && failure.getTable() != null
                && failure.getTable().startsWith("idempotency_record");
    }

    private static boolean isConstraint(Throwable cause, String name) {
        return cause instanceof PgException failure && name.equals(failure.getConstraint());
    }

    /** The failure's SQLSTATE, empty if it does not come from the database. */
    static String sqlState(Throwable cause) {
        return cause instanceof PgException failure && failure.getSqlState() != null ? failure.getSqlState() : "";
    }
}
