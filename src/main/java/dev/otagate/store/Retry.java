package dev.otagate.store;

import java.util.function.Consumer;

/** Why a later statement must run a command again. Never leaves the store. */
public enum Retry implements CommandResult {
    /** It conflicts with a concurrent change. Its nonce is recorded, and nothing else is done. */
    NONCE_RECORDED,
    /** A concurrent statement records the same nonce. Nothing is done. */
    NONCE_IN_USE;

    @Override
    public void match(Consumer<Outcome> outcome, Consumer<Retry> retry) {
        retry.accept(this);
    }
}
