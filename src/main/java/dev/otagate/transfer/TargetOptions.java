package dev.otagate.transfer;

/**
 * How a target writes.
 *
 * @param atomicProducts a product is written with all its modules, or not at all
 * @param dryRun changes nothing, and returns what would change
 * @param keepNewer keeps a module of the target that was modified later than that of the source, and, in a database, a product that
 *     a client has changed
 */
public record TargetOptions(boolean atomicProducts, boolean dryRun, boolean keepNewer) {}
