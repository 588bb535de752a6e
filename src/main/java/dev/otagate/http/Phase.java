package dev.otagate.http;

/** What a connection does at the moment. */
enum Phase {
    /** Nothing of a request has arrived. */
    IDLE,
    /** Part of a head has arrived. */
    HEAD,
    /** Bytes have arrived that are not decoded yet: an earlier request of an unverified connection took its turn. */
    QUEUED,
    /** A head is decoded, its body is unfinished. */
    BODY,
    /** A request is complete, and has no response yet. */
    SERVING,
    /** The client does not read a response. */
    WRITING,
    /** The last response is written; what still arrives is dropped for a moment. */
    CLOSING;

    /** Whether memory is held for as long as the client likes. */
    boolean isHeldByClient() {
        return this == HEAD || this == QUEUED || this == BODY || this == WRITING;
    }
}
