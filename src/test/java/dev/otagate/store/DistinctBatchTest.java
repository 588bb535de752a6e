package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.metrics.StoreMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DistinctBatchTest {
    private static final StoreStatement CAREFUL = new Statement("careful", Optional.empty(), Optional.empty());
    private static final StoreStatement DISTINCT = new Statement("distinct", Optional.of(CAREFUL), Optional.empty());
    private static final StoreStatement ANY = new Statement("any", Optional.of(CAREFUL), Optional.of(DISTINCT));

    private final FakeDatabase database = new FakeDatabase();
    private final GroupCommit groupCommit = new GroupCommit(
            false,
            List.of(database),
            4,
            8,
            () -> 1,
            () -> 0,
            delay -> {},
            new StoreMetrics(new SimpleMeterRegistry(), 0));

    @Test
    void servesABatchOfDifferentFirstValuesByTheDistinctStatement() {
        submit("a");
        submit("a", "b", "c", "d");
        database.answerAll();
        submit("a", "b", "a");
        database.answerAll();

        assertThat(database.statements()).containsExactly(DISTINCT, DISTINCT, ANY);
    }

    @Test
    void servesABatchOfDifferentFirstValuesThatMetAnotherByTheCarefulStatement() {
        submit("a");
        database.fail(new PgException("met", null, "23505", null));

        assertThat(database.statements()).containsExactly(DISTINCT, CAREFUL);
    }

    private void submit(String... firstValues) {
        for (String value : firstValues) {
            groupCommit.submit(
                    new StoreCommand(ANY, UUID.randomUUID(), 1, Optional.empty(), List.of(value, "same"), 1, 500));
        }
    }

    private record Statement(String sql, Optional<StoreStatement> careful, Optional<StoreStatement> distinct)
            implements StoreStatement {
        @Override
        public List<Outcome> outcomes(RowSet<Row> rows) {
            throw new UnsupportedOperationException();
        }
    }
}
