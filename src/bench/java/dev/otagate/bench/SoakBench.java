package dev.otagate.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keeps a gateway saturated for minutes, run after run, and reads its memory after each. */
final class SoakBench {
    private static final double WARM_UP_SECONDS = 1;

    private final Saturation saturation;
    private final int connections = BenchSettings.number("BENCH_BASE_CONNECTIONS");
    private final List<Row> rows = new ArrayList<>();

    /** What one run measured, and the second of the soak in which it ended. */
    private record Row(long second, Measurement run, long residentMiB) {
        String line() {
            return ReportTable.format(
                    "| %d | %.0f | %.1f | %.1f | %d |",
                    second, run.perSecond(), run.latency().p50(), run.latency().p99(), residentMiB);
        }
    }

    private SoakBench(Saturation saturation) {
        this.saturation = saturation;
    }

    /** @param args none */
    public static void main(String[] args) throws Exception {
        try (Database database = new Database()) {
            SoakBench bench = new SoakBench(new Saturation(database, WARM_UP_SECONDS));
            bench.soak(TimeUnit.MINUTES.toNanos(BenchSettings.number("BENCH_MINUTES")));
            System.exit(bench.saturation.creates.verdict());
        }
    }

    private void soak(long nanos) throws SQLException {
        System.out.println("\n| second | creates/s | p50 ms | p99 ms | RSS MiB |\n| --: | --: | --: | --: | --: |");
        double guess = Saturation.FIRST_GUESS;
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < nanos) {
            Measurement run = saturation.run(connections, 0, guess);
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
}
