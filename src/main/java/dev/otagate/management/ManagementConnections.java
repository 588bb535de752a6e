package dev.otagate.management;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Bounds the open connections and sets up new ones. A new connection over the bound closes the oldest, so that idle connections never lock
 * out a probe. Confined to one event loop.
 */
final class ManagementConnections implements Handler<HttpConnection> {
    private static final String ENCODER = "httpEncoder";

    private final int max;
    private final Set<HttpConnection> open = new LinkedHashSet<>();

    ManagementConnections(int max) {
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
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        pipeline.addAfter(ENCODER, null, new HttpConformance());
        connection.closeHandler(closed -> open.remove(connection));
    }
}
