package dev.otagate.database;

/** A server of the database. An IPv6 address has no brackets. */
public record DatabaseServer(String host, int port) {
    /** The form in a URI. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
