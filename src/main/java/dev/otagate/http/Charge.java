package dev.otagate.http;

/** Bytes that a connection holds for one purpose, and that count against the budget. Confined to the event loop of the connection. */
final class Charge {
    /** A decoded head takes that many times its bytes. */
    static final int HEAD_FACTOR = 4;

    private final Connection connection;
    private int bytes;

    Charge(Connection connection) {
        this.connection = connection;
    }

    /** Changes the number of bytes; false, and no change, if the budget has no room for them. */
    boolean set(int wanted) {
        if (!connection.hold(wanted - bytes)) {
            return false;
        }
        bytes = wanted;
        return true;
    }

    /** Adds bytes; false, and no change, if the budget has no room for them. */
    boolean add(int more) {
        return set(bytes + more);
    }

    /** Changes the number of bytes, or closes the connection if the budget has no room for them. */
    void setOrEvict(int wanted) {
        if (!set(wanted)) {
            connection.evict();
        }
    }
}
