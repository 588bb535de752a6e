package dev.otagate.account;

/** An operator's wish that cannot be fulfilled; the message is one line for the operator. */
public final class AccountException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AccountException(String message) {
        super(message, null, false, false);
    }
}
