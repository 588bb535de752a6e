package dev.otagate.account;

import dev.otagate.config.OneLine;

/** A request of the operator cannot be met; the message is one line for the operator. */
public final class AccountException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AccountException(String message) {
        super(OneLine.of(message), null, false, false);
    }
}
