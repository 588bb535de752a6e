package dev.otagate.operation;

import dev.otagate.store.StoreStatement;
import java.util.List;

/**
 * One operation of the API. Immutable and shared by all event loops.
 *
 * @param name the value of the parameter {@code Action} that calls it
 * @param parameters its own parameters, in the order in which they are checked and in which the statement takes them
 * @param statement what the store does for it
 */
public record Operation(String name, List<Parameter> parameters, StoreStatement statement) {}
