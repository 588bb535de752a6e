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
import java.util.Locale;
import java.util.Map;

/** Measures creates: pgbench, the gateway with batches of one, the gateway as shipped, and rejections. */
final class CreatesBench {
    private static final double FIRST_GUESS = 30_000;
    private static final int MODULES_BEFORE = 1;

    private final BenchSettings settings = BenchSettings.fromEnvironment();
    private final Database database;
    private final Products products;
    private final Map<String, List<Measurement>> sweeps = new LinkedHashMap<>();
    private final Map<String, List<Measurement>> saturated = new LinkedHashMap<>();
    private final Map<String, List<Measurement>> half = new LinkedHashMap<>();
    private final Map<String, Long> resident = new LinkedHashMap<>();
    private final List<String> mismatches = new ArrayList<>();

    private CreatesBench(Database database) {
        this.database = database;
        Credential owner = new Credential(BenchSettings.text("BENCH_KEY_ID"), BenchSettings.text("BENCH_KEY_SECRET"));
        products = new Products(settings.products(), List.of(owner));
    }

    /** @param args where to write the JSON */
    public static void main(String[] args) throws Exception {
        try (Database database = new Database()) {
            CreatesBench bench = new CreatesBench(database);
            Report report = bench.run();
            Path file = Path.of(args[0]);
            Files.createDirectories(file.toAbsolutePath().getParent());
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), report);
            System.out.println(ReportTable.of(report));
            bench.mismatches.forEach(System.err::println);
            System.exit(bench.mismatches.isEmpty() ? 0 : 1);
        }
    }

    private Report run() throws IOException, SQLException, InterruptedException {
        Map<String, String> machine = Machine.describe(database);
        say("filling " + settings.products() + " products");
        database.fillProducts(settings.products());
        database.makeDirectTable();
        List<Subject> subjects = subjects();
        restart();
        for (Subject subject : subjects) {
            sweep(subject);
        }
        List<Subject> chosen = fastestOfEach(subjects);
        for (int repeat = 1; repeat <= settings.repeats(); repeat++) {
            for (Subject subject : chosen) {
                measure(subject, repeat);
            }
        }
        List<Report.Result> results = subjects.stream().map(this::result).toList();
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Report(date, machine, settings, results, ratios(results));
    }

    private List<Subject> subjects() {
        RequestSigner signer = new RequestSigner(products);
        long postgres = BenchSettings.number("BENCH_POSTGRES_PID");
        int port = BenchSettings.number("BENCH_GATEWAY_PORT");
        long pid = BenchSettings.number("BENCH_GATEWAY_PID");
        List<Integer> levels = settings.connections();
        int threads = settings.threads();
        List<Subject> subjects = new ArrayList<>();
        String pgbench = BenchSettings.text("BENCH_PGBENCH");
        if (!pgbench.isEmpty()) {
            subjects.add(baseline("a1", "pgbench, one statement", PgBenchSubject.ONE_STATEMENT, pgbench, postgres));
            subjects.add(baseline("a2", "pgbench, BEGIN to COMMIT", PgBenchSubject.TRANSACTION, pgbench, postgres));
        }
        for (String id : new String[] {"b1", "b2"}) {
            String name = "BENCH_" + id.toUpperCase(Locale.ROOT);
            String title = "gateway, batches of one, " + BenchSettings.text(name + "_STORES") + " connections";
            int onePort = BenchSettings.number(name + "_PORT");
            long onePid = BenchSettings.number(name + "_PID");
            subjects.add(new GatewaySubject(id, title, onePort, onePid, postgres, true, levels, threads, signer));
        }
        subjects.add(new GatewaySubject("c", "gateway as shipped", port, pid, postgres, true, levels, threads, signer));
        subjects.add(new GatewaySubject(
                "d", "gateway, rejected before the store", port, pid, postgres, false, levels, threads, signer));
        return subjects;
    }

    private Subject baseline(String id, String title, String script, String pgbench, long postgres) {
        return new PgBenchSubject(
                id,
                title,
                script,
                pgbench,
                settings.products(),
                settings.clients(),
                settings.threads(),
                postgres,
                database);
    }

    /** The first run is thrown away, answers of overload included: the programs are cold. */
    private void sweep(Subject subject) throws IOException, SQLException, InterruptedException {
        int middle = subject.levels().get(subject.levels().size() / 2);
        Measurement cold = checked(subject, middle, 0, FIRST_GUESS, settings.seconds());
        double guess = cold.perSecond() * 1.5;
        List<Measurement> runs = new ArrayList<>();
        for (int level : subject.levels()) {
            Measurement run = checkedResponses(subject, level, 0, guess, settings.sweepSeconds());
            guess = Math.max(guess, run.perSecond());
            runs.add(run);
        }
        sweeps.put(subject.id(), runs);
    }

    /** Of the subjects with the same letter, the one that was the fastest. */
    private List<Subject> fastestOfEach(List<Subject> subjects) {
        Map<Character, Subject> fastest = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            fastest.merge(subject.id().charAt(0), subject, (one, other) -> {
                double difference =
                        best(one.id()).perSecond() - best(other.id()).perSecond();
                return difference >= 0 ? one : other;
            });
        }
        return List.copyOf(fastest.values());
    }

    private Measurement best(String id) {
        return sweeps.get(id).stream()
                .max(Comparator.comparingDouble(Measurement::perSecond))
                .orElseThrow();
    }

    private void measure(Subject subject, int repeat) throws IOException, SQLException, InterruptedException {
        Measurement best = best(subject.id());
        if (subject.creates()) {
            restart();
        }
        say("repeat " + repeat);
        Measurement full = checkedResponses(subject, best.concurrency(), 0, best.perSecond(), settings.seconds());
        saturated.computeIfAbsent(subject.id(), id -> new ArrayList<>()).add(full);
        if (subject.pid() > 0) {
            resident.put(subject.id(), ProcessCpu.residentMiB(subject.pid()));
        }
        double rate = full.perSecond() / 2;
        Measurement open = checkedResponses(subject, best.concurrency(), rate, rate, settings.seconds());
        half.computeIfAbsent(subject.id(), id -> new ArrayList<>()).add(open);
    }

    private Measurement checkedResponses(Subject subject, int concurrency, double rate, double guess, double seconds)
            throws IOException, SQLException, InterruptedException {
        Measurement run = checked(subject, concurrency, rate, guess, seconds);
        if (!run.other().isEmpty()) {
            mismatches.add("UNEXPECTED ANSWERS: " + ReportTable.line(subject.title(), run) + ": " + run.other());
        }
        return run;
    }

    /** A run, and whether there are as many new rows as successes. */
    private Measurement checked(Subject subject, int concurrency, double rate, double guess, double seconds)
            throws IOException, SQLException, InterruptedException {
        double planned = (rate > 0 ? rate : guess * 1.5) * (settings.warmUpSeconds() + seconds);
        if (subject.creates() && products.room(MODULES_BEFORE) < planned) {
            restart();
        }
        long before = database.modules();
        Measurement run = subject.run(concurrency, rate, guess, settings.warmUpSeconds(), seconds);
        long rows = database.modules() - before;
        String line = ReportTable.line(subject.title(), run);
        say(line);
        if (rows != run.created()) {
            mismatches.add("ROWS DO NOT MATCH: " + line + ": " + run.created() + " successes, " + rows + " rows");
        }
        return run;
    }

    private void restart() throws SQLException {
        database.restart((long) MODULES_BEFORE * settings.products(), settings.products());
        products.restart();
    }

    private Report.Result result(Subject subject) {
        return new Report.Result(
                subject.id(),
                subject.title(),
                sweeps.get(subject.id()),
                saturated.getOrDefault(subject.id(), List.of()),
                half.getOrDefault(subject.id(), List.of()),
                resident.getOrDefault(subject.id(), 0L));
    }

    private List<Report.Ratio> ratios(List<Report.Result> results) {
        Map<String, Report.Result> byId = new LinkedHashMap<>();
        results.stream().filter(r -> !r.saturated().isEmpty()).forEach(r -> byId.put(r.id().substring(0, 1), r));
        List<Report.Ratio> ratios = new ArrayList<>();
        for (String other : new String[] {"a", "b", "d"}) {
            if (byId.containsKey(other)) {
                ratios.add(Report.ratio("c/" + other, byId.get("c"), byId.get(other)));
            }
        }
        return ratios;
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
