package dev.otagate.account;

import java.util.OptionalInt;

/**
 * Who keys and products belong to.
 *
 * @param permitsPerSecond the account's own rate; 0 for no limit, nothing for the gateway's default
 * @param burst the account's own burst; nothing for the gateway's default
 */
public record Account(long id, String name, OptionalInt permitsPerSecond, OptionalInt burst) {}
