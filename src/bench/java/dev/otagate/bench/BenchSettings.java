package dev.otagate.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of a bench, from the environment.
 *
 * @param products of the account
 * @param seconds of a measured run
 * @param warmUpSeconds before each
 * @param sweepSeconds of a run that looks for the best concurrency
 * @param connections to try with the gateway
 * @param clients to try with pgbench
 * @param threads of the load generator, also of pgbench
 */
record BenchSettings(
        int products,
        double seconds,
        double warmUpSeconds,
        double sweepSeconds,
        int repeats,
        List<Integer> connections,
        List<Integer> clients,
        int threads) {
    // What a run may need of memory outside the heap: 512 bytes each.
    static final int MOST_REQUESTS = Integer.getInteger("bench.mostRequests", 1_500_000);

    static BenchSettings fromEnvironment() {
        double seconds = Double.parseDouble(text("BENCH_SECONDS"));
        return new BenchSettings(
                number("BENCH_PRODUCTS"),
                seconds,
                Math.max(1, seconds / 5),
                Math.max(2, seconds / 3),
                number("BENCH_REPEATS"),
                numbers("BENCH_CONNECTIONS"),
                numbers("BENCH_CLIENTS"),
                number("BENCH_THREADS"));
    }

    static int number(String variable) {
        return Integer.parseInt(text(variable));
    }

    static List<Integer> numbers(String variable) {
        return Stream.of(text(variable).trim().split("[ ,]+"))
                .map(Integer::valueOf)
                .toList();
    }

    /** Fails with {@link IllegalStateException} where it is not set: the scripts set them all. */
    static String text(String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            throw new IllegalStateException(variable + " is not set");
        }
        return value;
    }

    /** How many requests to sign where so many are wanted: a few more, as far as memory allows. */
    static int requestsFor(double wanted) {
        return (int) Math.min(MOST_REQUESTS, wanted + 2_000);
    }
}
