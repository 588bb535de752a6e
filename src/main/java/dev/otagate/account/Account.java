package dev.otagate.account;

import java.util.OptionalInt;

/**
 * The owner of access keys and products.
 *
 * @param permitsPerSecond 0 for no limit, empty for the gateway's default
 * @param burst empty for the gateway's default
 */
public record Account(long id, String name, OptionalInt permitsPerSecond, OptionalInt burst) {}
