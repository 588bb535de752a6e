package dev.otagate.operation;

import dev.otagate.store.StoreStatement;
import java.util.List;

/** One operation of the API. Immutable and shared by all event loops. */
public interface Operation {
    /** The value of the parameter {@code Action} that calls it. */
    String name();

    /** Its own parameters, in the order in which they are checked and in which the statement takes them. */
    List<Parameter> parameters();

    /** What the store does for it. */
    StoreStatement statement();
}
