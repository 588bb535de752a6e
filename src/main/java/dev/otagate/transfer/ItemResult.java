package dev.otagate.transfer;

import java.util.Optional;

/**
 * What became of a product or a module at the target.
 *
 * @param moduleName empty if the item is the product
 * @param code the error code if the item was rejected, KeptNewer if it was kept
 * @param message the reason if the item was rejected or kept
 */
public record ItemResult(
        String productKey, Optional<String> moduleName, Kind kind, Optional<String> code, Optional<String> message) {
    private static final Optional<String> KEPT_MESSAGE =
            Optional.of("The target keeps its content, because it was changed there later than at the source.");

    /** The results of an item. A dry run returns what the result would be. */
    public enum Kind {
        CREATED,
        UPDATED,
        UNCHANGED,
        /** It was changed at the target later than at the source, so it stays. */
        KEPT,
        REJECTED
    }

    /** The result of a product or module that was not rejected. */
    public static ItemResult of(String productKey, Optional<String> moduleName, Kind kind) {
        return kind == Kind.KEPT
                ? new ItemResult(productKey, moduleName, kind, Optional.of("KeptNewer"), KEPT_MESSAGE)
                : new ItemResult(productKey, moduleName, kind, Optional.empty(), Optional.empty());
    }

    /** The result of a product or module that breaks a rule of the target. */
    public static ItemResult rejected(String productKey, Optional<String> moduleName, String code, String message) {
        return new ItemResult(productKey, moduleName, Kind.REJECTED, Optional.of(code), Optional.of(message));
    }
}
