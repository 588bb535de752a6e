package dev.otagate.chaos.hostile;

import picocli.CommandLine.Option;

/** What an attack may do to the gateway and its honest client. */
final class Bounds {
    @Option(
            names = "--max-p99-factor",
            defaultValue = "3",
            description = "p99 of honest creates under attack, as a multiple of the quiet p99 (${DEFAULT-VALUE})")
    double p99Factor;

    @Option(
            names = "--p99-allowance-ms",
            defaultValue = "20",
            description = "added to that bound: what the attacker's own use of the processor costs (${DEFAULT-VALUE})")
    double p99AllowanceMs;

    @Option(
            names = "--max-errors",
            defaultValue = "0",
            description = "honest requests that may fail (${DEFAULT-VALUE})")
    long errors;

    @Option(
            names = "--max-growth-mib",
            defaultValue = "200",
            description = "growth of resident memory over the quiet value (${DEFAULT-VALUE})")
    long growthMib;

    @Option(
            names = "--max-not-ready",
            defaultValue = "0",
            description = "readiness checks that may fail (${DEFAULT-VALUE})")
    long notReady;

    @Option(
            names = "--max-log-lines",
            defaultValue = "20",
            description = "lines of level WARN or ERROR a second (${DEFAULT-VALUE})")
    long logLines;
}
