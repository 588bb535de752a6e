package dev.otagate.transfer;

/** A transfer cannot go on; the message is one line for the operator. */
public final class TransferException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TransferException(String message) {
        super(message, null, false, false);
    }
}
