package dev.otagate.server;

import dev.otagate.limit.ClusterView;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** The registry of all meters, with those of the JVM and of Vert.x's pools in it. */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Metrics() {
        // Vert.x counts its database commands in one meter for all clients, which clash in the registry.
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("vertx.sql"));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Tells of the other nodes as this one sees them. */
    void cluster(Supplier<ClusterView> view, DoubleSupplier clockSkew) {
        Gauge.builder("otagate.clock.skew", clockSkew::getAsDouble)
                .description("Seconds by which this node's clock is ahead of the database's")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("otagate.cluster.nodes", () -> view.get().nodes())
                .description("Nodes that share the rate limits, this one included")
                .register(registry);
        Gauge.builder("otagate.cluster.cut.off", () -> view.get().isolated() ? 1 : 0)
                .description("1 where this node has lost touch with the others")
                .register(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    VertxMetricsFactory vertxFactory() {
        return new MicrometerMetricsFactory(registry);
    }

    // Only pools: the others cost time for every request, or have labels that a client can make grow.
    static MetricsOptions vertxOptions() {
        MicrometerMetricsOptions options = new MicrometerMetricsOptions().setEnabled(true);
        for (MetricsDomain domain : MetricsDomain.values()) {
            if (domain != MetricsDomain.NAMED_POOLS) {
                options.addDisabledMetricsCategory(domain);
            }
        }
        return options.setLabels(EnumSet.of(Label.POOL_TYPE, Label.POOL_NAME));
    }
}
