package dev.otagate.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts requests by action and code, and times their stages. Thread-safe. */
public final class RequestMetrics {
    /** The meter that times each request. */
    public static final String TOTAL = "otagate.request.duration";

    private static final String NO_ACTION = "none";
    private static final String NO_CODE = "OK";

    private final MeterRegistry registry;
    private final Map<String, Map<String, Counter>> requests = new ConcurrentHashMap<>();
    private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
    private final Timer total;

    /** Meters in {@code registry}. */
    public RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Stage stage : Stage.values()) {
            stages.put(
                    stage,
                    Timer.builder("otagate.request.stage.duration")
                            .description("Time that requests spend in a stage of the pipeline")
                            .tag("stage", stage.label())
                            .serviceLevelObjectives(LatencyBuckets.ALL.toArray(Duration[]::new))
                            .register(registry));
        }
        total = Timer.builder(TOTAL)
                .description("Time from a request's head to its response")
                .serviceLevelObjectives(LatencyBuckets.ALL.toArray(Duration[]::new))
                .register(registry);
    }

    /**
     * One request was answered.
     *
     * @param action an operation of the catalogue, or empty; never a client's word
     * @param code a code of the contract, or empty for success
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

    private Counter counter(String action, String code) {
        return Counter.builder("otagate.requests")
                .description("Requests by action and code")
                .tag("action", action.isEmpty() ? NO_ACTION : action)
                .tag("code", code.isEmpty() ? NO_CODE : code)
                .register(registry);
    }
}
