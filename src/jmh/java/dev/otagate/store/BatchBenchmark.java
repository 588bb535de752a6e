package dev.otagate.store;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A batch of 64 creates as the parameters of its statement; the figures are for one create. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BatchBenchmark {
    private static final int SIZE = 64;

    private final List<PendingCommand> batch = IntStream.range(0, SIZE)
            .mapToObj(i -> new PendingCommand(new StoreCommand(
                    new Unused(),
                    UUID.randomUUID(),
                    1,
                    Optional.empty(),
                    List.of("a1uctKe0000", "ble", "alias", "BLE module"),
                    1,
                    Long.MAX_VALUE)))
            .toList();

    /** The arrays. */
    @Benchmark
    @OperationsPerInvocation(SIZE)
    public Object arrays() {
        return BatchArrays.of(batch);
    }

    private record Unused() implements StoreStatement {
        @Override
        public String sql() {
            return "";
        }

        @Override
        public List<CommandResult> results(RowSet<Row> rows) {
            return List.of();
        }
    }
}
