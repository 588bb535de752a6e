package dev.otagate.chaos;

import java.util.Map;

/**
 * One operation as a client saw it. Immutable.
 *
 * @param name of the module, in lower case; empty if there is none
 * @param desc that a create or an update gives it
 * @param invokedNanos before its first request was sent, by {@link System#nanoTime}
 * @param returnedNanos after its last response had come; {@link Long#MAX_VALUE} where it may still take effect
 */
record Operation(
        Kind kind, String product, String name, String desc, long invokedNanos, long returnedNanos, Result result) {
    /** What is asked for; the name is that of the parameter {@code Action}. */
    enum Kind {
        CREATE("CreateOTAModule"),
        UPDATE("UpdateOTAModule"),
        DELETE("DeleteOTAModule"),
        LIST("ListOTAModuleByProduct"),
        CREATE_PRODUCT("CreateProduct"),
        DELETE_PRODUCT("DeleteProduct");

        private final String action;

        Kind(String action) {
            this.action = action;
        }

        String action() {
            return action;
        }

        /** Whether it is about a module, which it names. */
        boolean namesModule() {
            return this == CREATE || this == UPDATE || this == DELETE;
        }
    }

    /** What came of it. */
    sealed interface Result {
        /** It was done. */
        record Done() implements Result {}

        /** It was told this, the description of each module by its name. */
        record Listed(Map<String, String> modules) implements Result {}

        /** It was rejected by a rule, and changed nothing. */
        record Rejected(String code) implements Result {}

        /**
         * Nobody knows whether it took effect, or ever will.
         *
         * @param retried whether it was sent again and again, with a ClientToken
         */
        record Unknown(String why, boolean retried) implements Result {}
    }

    boolean isUnknown() {
        return result instanceof Result.Unknown;
    }
}
