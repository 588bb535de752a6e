package dev.otagate.transfer;

import java.time.Instant;
import java.util.Optional;

/**
 * A custom module of a product. An empty {@code desc} is not the same as none.
 *
 * @param modified {@link #UNKNOWN_TIME} if the source does not return it
 */
public record ModuleData(
        String productKey,
        String moduleName,
        Optional<String> aliasName,
        Optional<String> desc,
        Instant created,
        Instant modified) {
    /** Before each known time, so that a change at the target is newer. */
    static final Instant UNKNOWN_TIME = Instant.EPOCH;
}
