package dev.otagate.bench;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Measures creates alone, and beside module deletions at several rates. */
final class DeletionsBench {
    private static final double FIRST_GUESS = 20_000;
    private static final double WARM_UP_SECONDS = 1;
    private static final double LEAST_DELETED = 0.97;
    private static final int DELETING_CONNECTIONS = 8;

    private final Database database;
    private final int productCount = BenchSettings.number("BENCH_PRODUCTS");
    private final int connections = BenchSettings.number("BENCH_BASE_CONNECTIONS");
    private final double seconds = BenchSettings.number("BENCH_SECONDS");
    private final int port = BenchSettings.number("BENCH_GATEWAY_PORT");
    private final Products products;
    private final RequestSigner signer;
    private boolean failed;

    private DeletionsBench(Database database) {
        this.database = database;
        products = new Products(
                productCount,
                List.of(new Credential(BenchSettings.text("BENCH_KEY_ID"), BenchSettings.text("BENCH_KEY_SECRET"))));
        signer = new RequestSigner(products);
    }

    /** @param args none */
    public static void main(String[] args) throws SQLException {
        try (Database database = new Database()) {
            DeletionsBench bench = new DeletionsBench(database);
            database.fillProducts(bench.productCount);
            double guess = bench.run(0, FIRST_GUESS);
            System.out.println(
                    "\n| deletions/s | creates/s | p50 ms | p99 ms | gateway µs | PostgreSQL µs | deletions |");
            for (int repeat = 0; repeat < BenchSettings.number("BENCH_REPEATS"); repeat++) {
                for (int rate : BenchSettings.numbers("BENCH_DELETIONS")) {
                    guess = Math.max(guess, bench.run(rate, guess));
                }
            }
            System.exit(bench.failed ? 1 : 0);
        }
    }

    /** One run; returns the creates a second. */
    private double run(int rate, double guess) throws SQLException {
        database.restart(productCount, productCount);
        products.restart();
        SignedRequests creates = signer.creates(
                BenchSettings.requestsFor(Math.min(guess * 1.3 * (WARM_UP_SECONDS + seconds), products.room(1))));
        CompletableFuture<Measurement> deletions = CompletableFuture.completedFuture(null);
        if (rate > 0) {
            SignedRequests deleted = signer.deletions(0, (int) (rate * (WARM_UP_SECONDS + seconds) * 1.5) + 10);
            deletions = CompletableFuture.supplyAsync(() -> load(deleted, DELETING_CONNECTIONS, rate));
        }
        long before = database.modules();
        Measurement created = load(creates, connections, 0);
        Measurement deleted = deletions.join();
        long removed = deleted == null ? 0 : deleted.created();
        long added = database.modules() - before;
        print(rate, created, deleted);
        if (added != created.created() - removed || !created.other().isEmpty()) {
            failed = true;
            System.err.printf(
                    "%d created, %d deleted, %d rows; other responses %s%n",
                    created.created(), removed, added, created.other());
        }
        if (deleted != null && deleted.perSecond() < LEAST_DELETED * rate) {
            failed = true;
            System.err.printf("%.1f of %d deletions a second were done%n", deleted.perSecond(), rate);
        }
        return created.perSecond();
    }

    private Measurement load(SignedRequests requests, int connectionCount, double rate) {
        LoadPlan plan = new LoadPlan(port, connectionCount, rate, WARM_UP_SECONDS, seconds, 1, LoadPlan.CREATED, false);
        return LoadGenerator.run(
                plan,
                requests,
                new ProcessCpu(Map.of(
                        "gateway", (long) BenchSettings.number("BENCH_GATEWAY_PID"),
                        "postgres", (long) BenchSettings.number("BENCH_POSTGRES_PID"))));
    }

    private static void print(int rate, Measurement created, Measurement deleted) {
        System.out.println(ReportTable.format(
                "| %d | %.0f | %.1f | %.1f | %.1f | %.1f | %s |",
                rate,
                created.perSecond(),
                created.latency().p50(),
                created.latency().p99(),
                created.cpu().get("gateway"),
                created.cpu().get("postgres"),
                deleted == null
                        ? "none"
                        : ReportTable.format(
                                "%.1f/s, p99 %.1f ms, other %s",
                                deleted.perSecond(), deleted.latency().p99(), deleted.other())));
    }
}
