package dev.otagate.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs of creates against the gateway as shipped, with the rows counted after each. */
final class CountedCreates {
    private final Database database;
    private final List<String> mismatches = new ArrayList<>();

    CountedCreates(Database database) {
        this.database = database;
    }

    /** One run; parameters as in {@link Subject#run}. */
    Measurement run(Products products, int connections, double rate, double guess, double warmUp, double seconds)
            throws SQLException {
        GatewaySubject gateway = new GatewaySubject(
                "c",
                "gateway",
                BenchSettings.number("BENCH_GATEWAY_PORT"),
                BenchSettings.number("BENCH_GATEWAY_PID"),
                BenchSettings.number("BENCH_POSTGRES_PID"),
                true,
                List.of(connections),
                BenchSettings.number("BENCH_THREADS"),
                new RequestSigner(products));
        long before = database.modules();
        Measurement run = gateway.run(connections, rate, guess, warmUp, seconds);
        long added = database.modules() - before;
        if (added != run.created() || !run.other().isEmpty()) {
            mismatches.add(ReportTable.format(
                    "%d connections: %d successes, %d rows, other answers %s",
                    connections, run.created(), added, run.other()));
        }
        return run;
    }

    /** Says where rows and successes differ, or other answers came; the exit status is 1 then, otherwise 0. */
    int verdict() {
        mismatches.forEach(System.err::println);
        return mismatches.isEmpty() ? 0 : 1;
    }
}
