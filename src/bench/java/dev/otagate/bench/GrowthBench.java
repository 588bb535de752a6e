package dev.otagate.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what a create costs in CPU time while one thing grows: modules, nonces, connections, accounts. */
final class GrowthBench {
    private static final double FIRST_GUESS = 30_000;
    private static final long LEDGER_SECONDS = 900;
    // The smallest case is measured first; a gateway that still compiles would make it dear.
    private static final int WARM_UP_RUNS = 3;
    private static final String SATURATED = "saturated";

    private final Database database;
    private final int productCount = BenchSettings.number("BENCH_PRODUCTS");
    private final int connections = BenchSettings.number("BENCH_BASE_CONNECTIONS");
    private final int repeats = BenchSettings.number("BENCH_REPEATS");
    private final double seconds = BenchSettings.number("BENCH_SECONDS");
    private final double warmUp = Math.max(1, seconds / 5);
    private final List<Integer> modules = BenchSettings.numbers("BENCH_MODULES");
    private final List<GrowthReport.Row> rows = new ArrayList<>();
    private final CountedCreates creates;
    private Products products;
    private double guess = FIRST_GUESS;

    private GrowthBench(Database database) {
        this.database = database;
        this.creates = new CountedCreates(database);
    }

    /** @param args where to write the JSON */
    public static void main(String[] args) throws Exception {
        try (Database database = new Database()) {
            GrowthBench bench = new GrowthBench(database);
            GrowthReport report = bench.run();
            Path file = Path.of(args[0]);
            Files.createDirectories(file.toAbsolutePath().getParent());
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), report);
            System.out.println(report.table());
            System.exit(bench.creates.verdict());
        }
    }

    private GrowthReport run() throws IOException, SQLException {
        Map<String, String> machine = Machine.describe(database);
        accounts(1);
        database.restart(modules.get(0), productCount);
        for (int i = 0; i < WARM_UP_RUNS; i++) {
            once(connections, 0);
        }
        growModules();
        growLedger();
        growConnections();
        growAccounts();
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new GrowthReport(date, machine, settings(), rows);
    }

    private void growModules() throws SQLException {
        for (int count : modules) {
            restart(count);
            measure("modules", count, connections, 0);
        }
    }

    private void growLedger() throws SQLException {
        restart(modules.get(0));
        measure("nonces noted before", 0, connections, 0);
        long wanted = BenchSettings.number("BENCH_NONCES");
        long nonces = wanted > 0 ? wanted : (long) (guess * LEDGER_SECONDS);
        restart(modules.get(0));
        say("filling the ledger with " + nonces + " nonces");
        database.fillLedger(nonces);
        measure("nonces noted before", nonces, connections, 0);
    }

    /** At the same rate: what one connection can carry. Saturated, a lone connection leaves nothing to gather. */
    private void growConnections() throws SQLException {
        double rate = BenchSettings.number("BENCH_RATE");
        for (int count : BenchSettings.numbers("BENCH_CONNECTIONS")) {
            restart(modules.get(0));
            measure("connections", count, count, rate);
        }
        for (int count : BenchSettings.numbers("BENCH_CONNECTIONS")) {
            restart(modules.get(0));
            measure("connections", count, count, 0);
        }
    }

    private void growAccounts() throws SQLException {
        for (int count : BenchSettings.numbers("BENCH_ACCOUNTS")) {
            accounts(count);
            restart(modules.get(0));
            // The gateway looks up each key once.
            once(connections, 0);
            measure("accounts", count, connections, 0);
        }
    }

    private void accounts(int count) throws SQLException {
        say("making " + count + " accounts and " + productCount + " products");
        List<Credential> owners = database.replaceAccounts(count);
        database.fillProducts(productCount);
        products = new Products(productCount, owners);
    }

    private void restart(int moduleCount) throws SQLException {
        database.restart(moduleCount, productCount);
        products.restart();
    }

    private void measure(String axis, long value, int connectionCount, double rate) throws SQLException {
        List<Measurement> runs = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            Measurement run = once(connectionCount, rate);
            say(ReportTable.line(axis + " " + value, run));
            runs.add(run);
        }
        runs.sort(Comparator.comparingDouble(Measurement::serverCpu));
        Measurement middle = runs.get(runs.size() / 2);
        String model = rate > 0 ? ReportTable.format("%.0f/s", rate) : SATURATED;
        double smallest = rows.stream()
                .filter(row -> row.axis().equals(axis) && row.model().equals(model))
                .mapToDouble(GrowthReport.Row::cost)
                .findFirst()
                .orElse(middle.serverCpu());
        double cost = middle.serverCpu();
        rows.add(new GrowthReport.Row(axis, value, model, cost, cost / smallest, middle));
    }

    private Measurement once(int connectionCount, double rate) throws SQLException {
        Measurement run = creates.run(products, connectionCount, rate, guess, warmUp, seconds);
        if (rate == 0 && connectionCount == connections) {
            guess = run.perSecond() * 1.2;
        }
        return run;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : List.of("PRODUCTS", "SECONDS", "REPEATS", "BASE_CONNECTIONS", "THREADS")) {
            settings.put(name, BenchSettings.text("BENCH_" + name));
        }
        return settings;
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
