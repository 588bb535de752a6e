package dev.otagate.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keeps a gateway saturated for minutes, run after run, and looks at its memory after each. */
final class SoakBench {
    private static final double FIRST_GUESS = 30_000;
    private static final double WARM_UP_SECONDS = 1;
    private static final int ROOM_FOR_RUNS = 2;

    private final Database database;
    private final CountedCreates creates;
    private final int productCount = BenchSettings.number("BENCH_PRODUCTS");
    private final int connections = BenchSettings.number("BENCH_BASE_CONNECTIONS");
    private final double seconds = BenchSettings.number("BENCH_SECONDS");
    private final List<Row> rows = new ArrayList<>();
    private Products products;

    /** What one run found, so many seconds after the start of the measure. */
    private record Row(long second, Measurement run, long residentMiB) {
        String line() {
            return ReportTable.format(
                    "| %d | %.0f | %.1f | %.1f | %d |",
                    second, run.perSecond(), run.latency().p50(), run.latency().p99(), residentMiB);
        }
    }

    private SoakBench(Database database) {
        this.database = database;
        this.creates = new CountedCreates(database);
    }

    /** @param args none */
    public static void main(String[] args) throws Exception {
        try (Database database = new Database()) {
            SoakBench bench = new SoakBench(database);
            bench.prepare();
            bench.soak(TimeUnit.MINUTES.toNanos(BenchSettings.number("BENCH_MINUTES")));
            System.exit(bench.creates.verdict());
        }
    }

    private void prepare() throws Exception {
        Machine.describe(database).forEach((name, value) -> System.out.println(name + ": " + value));
        List<Credential> owners = database.replaceAccounts(1);
        database.fillProducts(productCount);
        database.restart(productCount, productCount);
        products = new Products(productCount, owners);
    }

    private void soak(long nanos) throws SQLException {
        System.out.println("\n| second | creates/s | p50 ms | p99 ms | RSS MiB |\n| --: | --: | --: | --: | --: |");
        double guess = FIRST_GUESS;
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < nanos) {
            makeRoom(guess);
            Measurement run = creates.run(products, connections, 0, guess, WARM_UP_SECONDS, seconds);
            guess = run.perSecond() * 1.2;
            long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
            rows.add(new Row(second, run, ProcessCpu.residentMiB(BenchSettings.number("BENCH_GATEWAY_PID"))));
            System.out.println(rows.get(rows.size() - 1).line());
        }
        long most = rows.stream().mapToLong(Row::residentMiB).max().orElse(0);
        long created = rows.stream().mapToLong(row -> row.run().created()).sum();
        System.out.println(ReportTable.format(
                "%n%,d creates; resident after the first run %d MiB, at most %d, at the end %d",
                created,
                rows.get(0).residentMiB(),
                most,
                rows.get(rows.size() - 1).residentMiB()));
    }

    /** The ledger keeps what it has; only the modules go, where the products are nearly full. */
    private void makeRoom(double guess) throws SQLException {
        if (products.room(1) < guess * (WARM_UP_SECONDS + seconds) * ROOM_FOR_RUNS) {
            database.execute("TRUNCATE ota_module");
            products.restart();
        }
    }
}
