package dev.otagate.bench;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Offers a gateway three times the creates that it can serve, and compares throughput and latency with those before. */
final class OverloadBench {
    private static final double FIRST_GUESS = 30_000;
    private static final double WARM_UP_SECONDS = 2;
    private static final double TIMES = 3;
    private static final double LEAST_SHARE = 0.9;
    private static final long RECOVERY_SECONDS = 2;

    private final Database database;
    private final CountedCreates creates;
    private final int productCount = BenchSettings.number("BENCH_PRODUCTS");
    private final int connections = BenchSettings.number("BENCH_BASE_CONNECTIONS");
    private final int manyConnections = BenchSettings.number("BENCH_OVERLOAD_CONNECTIONS");
    private final double seconds = BenchSettings.number("BENCH_SECONDS");
    private Products products;

    private OverloadBench(Database database) {
        this.database = database;
        this.creates = new CountedCreates(database);
    }

    /** @param args none */
    public static void main(String[] args) throws Exception {
        try (Database database = new Database()) {
            OverloadBench bench = new OverloadBench(database);
            bench.prepare();
            boolean held = bench.run();
            System.exit(held ? 0 : 1);
        }
    }

    private void prepare() throws Exception {
        Machine.describe(database).forEach((name, value) -> System.out.println(name + ": " + value));
        List<Credential> owners = database.replaceAccounts(1);
        database.fillProducts(productCount);
        database.restart(productCount, productCount);
        products = new Products(productCount, owners);
    }

    private boolean run() throws SQLException, InterruptedException {
        creates.run(products, connections, 0, FIRST_GUESS, WARM_UP_SECONDS, seconds);
        System.out.println("\n| load | connections | offered/s | creates/s | p50 ms | p99 ms | others |\n"
                + "| :-- | --: | --: | --: | --: | --: | :-- |");
        Measurement best = measure("saturated", connections, 0, FIRST_GUESS);
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
        double planned = Math.max(rate, guess * 1.3) * (WARM_UP_SECONDS + seconds);
        if (products.room(1) < planned) {
            database.execute("TRUNCATE ota_module");
            products.restart();
        }
        Measurement run = creates.run(products, clients, rate, guess, WARM_UP_SECONDS, seconds);
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
