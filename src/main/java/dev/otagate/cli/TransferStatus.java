package dev.otagate.cli;

/** Exit statuses of transfers. 3 is that of a JVM without memory. */
final class TransferStatus {
    static final int SOME_REJECTED = 4;
    static final int INTERRUPTED = 130;

    private TransferStatus() {}
}
