package dev.otagate.http;

/** The requests of one connection. Confined to the event loop of the connection. */
interface Requests {
    /**
     * Charges bytes of a request to the budget; false if the budget has no room for them.
     *
     * @param stream of HTTP/2; HTTP/1 has one request at a time and ignores it
     */
    boolean reserve(int stream, int bytes);

    /** The signature of the request is correct: its bytes no longer count against the budget. */
    void verified(int stream);
}
