package dev.otagate.bench;

/**
 * One run of the load generator.
 *
 * @param port of the gateway, on 127.0.0.1
 * @param rate arrivals a second, at random moments (open model); 0 where each connection sends as soon as it has its response
 *     (closed model)
 * @param warmUpSeconds that are sent but not measured
 * @param expected what a response must contain to count
 * @param repeat whether the requests may be sent more than once
 */
record LoadPlan(
        int port,
        int connections,
        double rate,
        double warmUpSeconds,
        double seconds,
        int threads,
        String expected,
        boolean repeat) {
    /** The response to a create. */
    static final String CREATED = "\"success\":true";
    /** The response to a request with a wrong ModuleName. */
    static final String REFUSED = "iot.ota.InvalidFormattedModuleName";

    boolean open() {
        return rate > 0;
    }
}
