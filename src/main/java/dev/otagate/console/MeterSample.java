package dev.otagate.console;

import dev.otagate.metrics.RequestMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/** The meters that the live view shows, as they are now. */
record MeterSample(MeterRegistry registry) {
    private static final String POOLS = "vertx.pool.";

    JsonObject json() {
        return new JsonObject()
                .put("creates", creates())
                .put("responses", responses())
                .put("stages", stages())
                .put("batch", batch())
                .put(
                        "queue",
                        registry.find("otagate.store.queue.depth").gauges().stream()
                                .mapToDouble(Gauge::value)
                                .sum())
                .put("pool", pools());
    }

    private double creates() {
        return registry.find(RequestMetrics.MODULES_CREATED).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private JsonObject responses() {
        JsonObject responses = new JsonObject();
        for (Counter counter : registry.find("otagate.requests").counters()) {
            String tag = counter.getId().getTag("code");
            String code = "OK".equals(tag) ? "" : tag;
            responses.put(code, responses.getDouble(code, 0.0) + counter.count());
        }
        return responses;
    }

    private JsonObject stages() {
        JsonObject stages = new JsonObject();
        for (Timer timer : registry.find("otagate.request.stage.duration").timers()) {
            JsonObject buckets = new JsonObject();
            for (CountAtBucket bucket : timer.takeSnapshot().histogramCounts()) {
                double bound = bucket.bucket(TimeUnit.SECONDS);
                buckets.put(Double.isInfinite(bound) ? "+Inf" : Double.toString(bound), bucket.count());
            }
            stages.put(
                    timer.getId().getTag("stage"),
                    new JsonObject()
                            .put("count", timer.count())
                            .put("seconds", timer.totalTime(TimeUnit.SECONDS))
                            .put("buckets", buckets.put("+Inf", timer.count())));
        }
        return stages;
    }

    private JsonObject batch() {
        long count = 0;
        double sum = 0;
        for (DistributionSummary sizes :
                registry.find("otagate.store.batch.size").summaries()) {
            count += sizes.count();
            sum += sizes.totalAmount();
        }
        return new JsonObject().put("count", count).put("sum", sum);
    }

    // The pools of connections by name, each with its gauges.
    private JsonObject pools() {
        JsonObject pools = new JsonObject();
        for (Meter meter : registry.getMeters()) {
            Meter.Id id = meter.getId();
            if (meter instanceof Gauge gauge
                    && id.getName().startsWith(POOLS)
                    && "sql".equals(id.getTag("pool_type"))) {
                String what = id.getName().substring(POOLS.length()).replace('.', ' ');
                pools.put(id.getTag("pool_name") + " " + what, gauge.value());
            }
        }
        return pools;
    }
}
