package dev.otagate.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** pgbench doing the durable work of a create, one request a transaction: nonce, count, module. */
record PgBenchSubject(
        String id,
        String title,
        String script,
        String pgbench,
        int products,
        List<Integer> levels,
        int threads,
        long postgresPid,
        Database database)
        implements Subject {
    private static final long CONNECTIONS_END_MS = 500;
    private static final String VARIABLES = """
            \\set n :n + 1
            \\set product 100000000 + permute(:client_id + :clients * :n, :products, :run)
            """;
    /** All in one statement, so in one round trip. */
    static final String ONE_STATEMENT = VARIABLES + """
            WITH recorded AS (
                INSERT INTO nonce_ledger_RING (partition_number, nonce_hash) VALUES (RING, gen_random_uuid())
                ON CONFLICT DO NOTHING RETURNING partition_number
            ), counted AS (
                SELECT count(*) AS modules FROM direct_module WHERE product_key = 'bench' || :product
            )
            INSERT INTO direct_module (product_key, slot, module_name)
            SELECT 'bench' || :product, modules + 1, 'p' || :run || '-' || :client_id || '-' || :n
            FROM recorded, counted WHERE modules < 10;
            """;
    /** A statement for each step, as most programs would be written. */
    static final String TRANSACTION = VARIABLES + """
            BEGIN;
            INSERT INTO nonce_ledger_RING (partition_number, nonce_hash) VALUES (RING, gen_random_uuid());
            SELECT count(*) AS modules FROM direct_module WHERE product_key = 'bench' || :product \\gset
            INSERT INTO direct_module (product_key, slot, module_name)
            VALUES ('bench' || :product, :modules + 1, 'p' || :run || '-' || :client_id || '-' || :n);
            COMMIT;
            """;

    @Override
    public boolean creates() {
        return true;
    }

    @Override
    public long pid() {
        return 0;
    }

    @Override
    public Measurement run(int clients, double rate, double guess, double warmUp, double seconds)
            throws IOException, SQLException, InterruptedException {
        Path directory = Files.createTempDirectory("otagate-pgbench");
        try {
            Path file = directory.resolve("create.sql");
            Files.writeString(file, script.replace("RING", Integer.toString(database.ring())));
            ProcessCpu cpu = cpu();
            Map<String, Double> before = cpu.read();
            start(directory, file, clients, rate, warmUp + seconds);
            // Its connections' processes end after it; one that ends amid a reading would be missing there.
            TimeUnit.MILLISECONDS.sleep(CONNECTIONS_END_MS);
            Map<String, Double> after = cpu.read();
            return read(directory, clients, rate, warmUp, before, after);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private void start(Path directory, Path file, int clients, double rate, double seconds)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(pgbench, "-n", "-M", "prepared", "-f", file.toString()));
        command.addAll(List.of("-c", "" + clients, "-j", "" + Math.min(clients, threads)));
        command.addAll(List.of("-T", "" + Math.max(1, Math.round(seconds))));
        command.addAll(List.of("-D", "n=-1", "-D", "clients=" + clients, "-D", "products=" + products));
        command.addAll(List.of("-D", "run=" + System.currentTimeMillis() % 1_000_000_000));
        command.addAll(List.of("-l", "--log-prefix=" + directory.resolve("log")));
        if (rate > 0) {
            command.addAll(List.of("-R", Double.toString(rate)));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // The gateway tells the planner the same; young statistics would make it scan.
        builder.environment().put("PGOPTIONS", "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan");
        Path output = directory.resolve("output");
        int status = builder.redirectOutput(output.toFile()).start().waitFor();
        if (status != 0) {
            throw new IOException("pgbench failed: " + Files.readString(output));
        }
    }

    private static Measurement read(
            Path directory,
            int clients,
            double rate,
            double warmUp,
            Map<String, Double> before,
            Map<String, Double> after)
            throws IOException {
        List<Transaction> all = transactions(directory);
        long first = all.stream().mapToLong(t -> t.end() - t.micros()).min().orElseThrow();
        long last = all.stream().mapToLong(Transaction::end).max().orElseThrow();
        long from = first + (long) (warmUp * 1e6);
        Histogram latency = new Histogram(3);
        all.stream().filter(t -> t.end() >= from).forEach(t -> latency.recordValue(t.micros()));
        double seconds = (last - from) / 1e6;
        Measurement.Latency percentiles = new Measurement.Latency(
                latency.getValueAtPercentile(50) / 1e3,
                latency.getValueAtPercentile(99) / 1e3,
                latency.getValueAtPercentile(99.9) / 1e3,
                latency.getMaxValue() / 1e3,
                0);
        Map<String, Double> cpu = ProcessCpu.perUnit(before, after, all.size());
        double perSecond = latency.getTotalCount() / seconds;
        return new Measurement(clients, rate, seconds, perSecond, percentiles, cpu, Map.of(), all.size());
    }

    /** A line of the log: client, number, microseconds, script, second and microsecond of the end. */
    private static List<Transaction> transactions(Path directory) throws IOException {
        List<Transaction> transactions = new ArrayList<>();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "log*")) {
            for (Path log : logs) {
                try (Stream<String> lines = Files.lines(log)) {
                    lines.map(line -> line.split(" "))
                            .map(field -> new Transaction(
                                    Long.parseLong(field[4]) * 1_000_000 + Long.parseLong(field[5]),
                                    Long.parseLong(field[2])))
                            .forEach(transactions::add);
                }
            }
        }
        return transactions;
    }

    private record Transaction(long end, long micros) {}

    private ProcessCpu cpu() {
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("postgres", postgresPid);
        // pgbench is a child of this process, which does nothing meanwhile.
        pids.put("load", ProcessHandle.current().pid());
        return new ProcessCpu(pids);
    }
}
