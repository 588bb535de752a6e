package dev.otagate.store;

/** What an {@link Outcome} says about the nonce of its request. */
public enum NonceUse {
    /** The request used it. */
    BY_THIS_REQUEST,
    /** An earlier request used it. */
    BEFORE,
    /** It may be unused. */
    UNKNOWN
}
