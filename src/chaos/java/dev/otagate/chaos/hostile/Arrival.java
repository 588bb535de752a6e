package dev.otagate.chaos.hostile;

/** How to know that an attack reached the gateway: without that, its bounds hold for no reason. */
enum Arrival {
    /** The gateway has accepted the connections, and holds them or has closed them at a limit. */
    ACCEPTED,
    /** It has responded. */
    RESPONSES,
    /** It has accepted connections of HTTP/2. */
    HTTP2;

    private static final double ACCEPTED_SHARE = 0.9;

    /** What arrived. */
    long of(SwarmCounts counts, long accepted) {
        return switch (this) {
            case ACCEPTED -> accepted;
            case RESPONSES -> counts.responses();
            case HTTP2 -> counts.count(Http2Script.ACCEPTED);
        };
    }

    /** What must arrive of so many connections. */
    long atLeast(int connections) {
        return this == RESPONSES ? connections / 2 : (long) (ACCEPTED_SHARE * connections);
    }
}
