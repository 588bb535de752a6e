package dev.otagate.bench;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Sends a gateway three times the creates that it can serve, and compares throughput and latency with those before. */
final class OverloadBench {
    private static final double WARM_UP_SECONDS = 2;
    private static final double TIMES = 3;
    private static final double LEAST_SHARE = 0.9;
    private static final long RECOVERY_SECONDS = 2;

    private final Saturation saturation;
    private final int connections = BenchSettings.number("BENCH_BASE_CONNECTIONS");
    private final int manyConnections = BenchSettings.number("BENCH_OVERLOAD_CONNECTIONS");

    private OverloadBench(Saturation saturation) {
        this.saturation = saturation;
    }

    /** @param args none */
    public static void main(String[] args) throws Exception {
        try (Database database = new Database()) {
            boolean held = new OverloadBench(new Saturation(database, WARM_UP_SECONDS)).run();
            System.exit(held ? 0 : 1);
        }
    }

    private boolean run() throws SQLException, InterruptedException {
        saturation.run(connections, 0, Saturation.FIRST_GUESS);
        System.out.println("\n| load | connections | offered/s | creates/s | p50 ms | p99 ms | others |\n"
                + "| :-- | --: | --: | --: | --: | --: | :-- |");
        Measurement best = measure("saturated", connections, 0, Saturation.FIRST_GUESS);
        double rate = best.perSecond() / 2;
        Measurement quiet = measure("half of it", connections, rate, rate);
        Measurement overload = measure("three times of it", manyConnections, TIMES * best.perSecond(), 0);
        TimeUnit.SECONDS.sleep(RECOVERY_SECONDS);
        Measurement after = measure("half of it, 2 s later", connections, rate, rate);
        double share = overload.perSecond() / best.perSecond();
        System.out.println(ReportTable.format(
                "%noverload served %.0f %% of the best throughput; p99 %.1f ms before, %.1f ms after",
                100 * share, quiet.latency().p99(), after.latency().p99()));
        return share >= LEAST_SHARE && after.other().isEmpty();
    }

    private Measurement measure(String name, int clients, double rate, double guess) throws SQLException {
        Measurement run = saturation.run(clients, rate, guess);
        System.out.println(ReportTable.format(
                "| %s | %d | %.0f | %.0f | %.1f | %.1f | %s |",
                name,
                clients,
                rate,
                run.perSecond(),
                run.latency().p50(),
                run.latency().p99(),
                run.other()));
        return run;
    }
}
