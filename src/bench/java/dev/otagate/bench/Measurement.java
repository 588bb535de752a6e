package dev.otagate.bench;

import java.util.Map;

/**
 * What one run measured, after its warm-up.
 *
 * @param concurrency connections or pgbench's clients
 * @param offered arrivals a second in the open model; 0 in the closed one
 * @param seconds that were measured
 * @param perSecond answers of the expected kind
 * @param latency percentiles in milliseconds, in the open model from the intended moment of sending
 * @param cpu microseconds of CPU a response, by process
 * @param other answers of another kind, by their code
 * @param created modules that were created, the warm-up's included
 */
record Measurement(
        int concurrency,
        double offered,
        double seconds,
        double perSecond,
        Latency latency,
        Map<String, Double> cpu,
        Map<String, Long> other,
        long created) {
    /** In milliseconds; {@code lagP99} is how late the load generator itself sent, where a connection was free. */
    record Latency(double p50, double p99, double p999, double max, double lagP99) {}

    /** CPU time of a response on the server's side: gateway and PostgreSQL. */
    double serverCpu() {
        return cpu.getOrDefault("gateway", 0.0) + cpu.getOrDefault("postgres", 0.0);
    }
}
