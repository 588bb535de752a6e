package dev.otagate.http;

/** The phase of a connection. */
enum Phase {
    /** Nothing of a request has arrived. */
    IDLE,
    /** Part of a head has arrived. */
    HEAD,
    /** A request waits for its turn, or for the response to the one before. */
    QUEUED,
    /** A head is decoded, and its body is not complete. */
    BODY,
    /** A request is complete, and has no response yet. */
    SERVING,
    /** The client does not read a response. */
    WRITING,
    /** The last response is written. What still arrives is dropped for a moment. */
    CLOSING;

    /** Whether the client decides how long memory is held. */
    boolean isHeldByClient() {
        return this == HEAD || this == QUEUED || this == BODY || this == WRITING;
    }
}
