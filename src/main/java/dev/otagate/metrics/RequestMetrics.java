package dev.otagate.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts requests by action and error code, and times their stages. Thread-safe. */
public final class RequestMetrics {
    public static final String TOTAL = "otagate.request.duration";

    /** Counts modules: several of a batch. */
    public static final String MODULES_CREATED = "otagate.modules.created";

    private static final String NO_ACTION = "none";
    private static final String NO_CODE = "OK";

    private final MeterRegistry registry;
    private final Map<String, Map<String, Counter>> requests = new ConcurrentHashMap<>();
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
    private final Timer total;
    private final Counter modules;

    public RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Stage stage : Stage.values()) {
            stages.put(
                    stage,
                    LatencyTimers.create(
                            registry,
                            "otagate.request.stage.duration",
                            "Time of requests in a stage of the pipeline",
                            "stage",
                            stage.label()));
        }
        total = LatencyTimers.create(registry, TOTAL, "Time from a request's head to its response");
        modules = Counter.builder(MODULES_CREATED)
                .description("Modules that requests created")
                .register(registry);
    }

    /**
     * Records a response.
     *
     * @param action an operation of the catalogue, or empty; never client input
     * @param code an error code of the contract; empty for success
     */
    public void responded(String action, String code, StageClock clock) {
        requests.computeIfAbsent(action, key -> new ConcurrentHashMap<>())
                .computeIfAbsent(code, key -> counter(action, code))
                .increment();
        for (Stage stage : Stage.values()) {
            long nanos = clock.nanos(stage);
            if (nanos > 0) {
                stages.get(stage).record(nanos, TimeUnit.NANOSECONDS);
            }
        }
        total.record(clock.totalNanos(), TimeUnit.NANOSECONDS);
    }

    /** Records modules that a request created. */
    public void created(int count) {
        modules.increment(count);
    }

    private Counter counter(String action, String code) {
        return Counter.builder("otagate.requests")
                .description("Requests by action and error code")
                .tag("action", action.isEmpty() ? NO_ACTION : action)
                .tag("code", code.isEmpty() ? NO_CODE : code)
                .register(registry);
    }
}
