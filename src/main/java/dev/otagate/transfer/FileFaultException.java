package dev.otagate.transfer;

/** A file is not an export, or is damaged; the message is one line without the name of the file. */
final class FileFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    FileFaultException(long line, String message) {
        super("line " + line + ": " + message, null, false, false);
    }

    FileFaultException(String message) {
        super(message, null, false, false);
    }
}
