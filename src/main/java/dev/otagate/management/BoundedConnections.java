package dev.otagate.management;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Bounds the open connections: one more closes the oldest, so that idle ones never lock a probe out. For one event loop. */
final class BoundedConnections implements Handler<HttpConnection> {
    private final int max;
    private final Set<HttpConnection> open = new LinkedHashSet<>();

    BoundedConnections(int max) {
        this.max = max;
    }

    @Override
    public void handle(HttpConnection connection) {
        if (open.size() >= max) {
            Iterator<HttpConnection> oldest = open.iterator();
            HttpConnection surplus = oldest.next();
            oldest.remove();
            surplus.close();
        }
        open.add(connection);
        connection.closeHandler(closed -> open.remove(connection));
    }
}
