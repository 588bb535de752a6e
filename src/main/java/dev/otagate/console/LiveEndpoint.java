package dev.otagate.console;

import dev.otagate.cluster.NodeRegistry;
import dev.otagate.cluster.NodeStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code live}: a sample of the node's counters and gauges. The page takes differences, so the node does nothing between samples. */
record LiveEndpoint(Vertx vertx, ConsoleServices services) implements Endpoint {
    @Override
    public Future<Reply> respond(Call call) {
        Future<List<NodeStatus>> nodes =
                new NodeRegistry(call.gateway().pool()).all().otherwise(List.of());
        // Meters take locks: not on the event loop.
        return vertx.executeBlocking(() -> new MeterSample(services.registry()).json(), false)
                .compose(sample -> nodes.map(all -> Reply.ok(sample.put(
                                "at", services.clock().instant().toString())
                        .put("node", services.node().name())
                        .put("start", services.node().id().toString())
                        .put(
                                "nodes",
                                new JsonArray(
                                        all.stream().map(LiveEndpoint::json).toList())))));
    }

    private static JsonObject json(NodeStatus status) {
        return new JsonObject().put("node", status.node().name()).put("heartbeatAgeMs", status.seenMsAgo());
    }
}
