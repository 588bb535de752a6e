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

/** The registry of all meters, with those of the JVM and of Vert.x's pools. */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Metrics() {
        // Vert.x registers the same meter for all database clients, with different labels.
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("vertx.sql"));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    void cluster(Supplier<ClusterView> view, DoubleSupplier clockSkew) {
        Gauge.builder("otagate.clock.skew", clockSkew::getAsDouble)
                .description("Seconds by which this node's clock is ahead of the database's")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("otagate.cluster.nodes", () -> view.get().nodes())
                .description("Nodes that share the rate limits, this one included")
                .register(registry);
        Gauge.builder("otagate.cluster.isolated", () -> view.get().isolated() ? 1 : 0)
                .description("1 if this node cannot reach the database or its peers")
                .register(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    VertxMetricsFactory vertxFactory() {
        return new MicrometerMetricsFactory(registry);
    }

    // Only pools: other domains cost time for every request, or have labels that a client can add to.
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
