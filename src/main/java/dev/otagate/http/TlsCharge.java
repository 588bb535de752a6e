package dev.otagate.http;

/** What a TLS connection holds beside its requests. Confined to the event loop of its channel. */
final class TlsCharge {
    // Measured: 4 KB before the handshake, 14 KB after it, and what the handshake itself takes for a moment.
    private static final int ENGINE_BYTES = 16_384;
    // The JDK keeps an unfinished handshake message of up to 32 KiB, and the record that it ends in.
    private static final int MAX_HANDSHAKE_BYTES = 49_152;
    private static final int MAX_RECORD_BYTES = 16_709;

    private boolean handshakes = true;
    private int undecrypted;

    boolean handshakes() {
        return handshakes;
    }

    /** Bytes have arrived from the client. */
    void arrived(int bytes) {
        undecrypted = Math.min(undecrypted + bytes, handshakes ? MAX_HANDSHAKE_BYTES : MAX_RECORD_BYTES);
    }

    /** What arrived is decrypted, less the beginning of another record at most. */
    void decrypted() {
        handshakes = false;
        undecrypted = 0;
    }

    /** The bytes that count against the budget; the state of the encryption does not if the client is verified. */
    int bytes(boolean verified) {
        return verified ? undecrypted : ENGINE_BYTES + undecrypted;
    }
}
