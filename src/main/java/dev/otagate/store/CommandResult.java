package dev.otagate.store;

import java.util.function.Consumer;

/** The result of one command in one statement: its outcome, or that a later statement must run it again. */
public sealed interface CommandResult permits Outcome, Retry {
    /** Hands this over to the one of the two that takes it. */
    void match(Consumer<Outcome> outcome, Consumer<Retry> retry);
}
