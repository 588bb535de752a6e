package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.failure.ErrorCode;
import dev.otagate.metrics.StoreMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final Outcome DONE = Outcome.DONE;
    private static final StoreStatement CREATE = new Statement("create");
    private static final StoreStatement OTHER = new Statement("other");

    private final AtomicLong clock = new AtomicLong();
    private final List<Long> alarms = new ArrayList<>();
    private final FakeDatabase database = new FakeDatabase();
    private final GroupCommit groupCommit = new GroupCommit(
            false,
            List.of(database),
            4,
            8,
            () -> 1,
            clock::get,
            alarms::add,
            new StoreMetrics(new SimpleMeterRegistry(), 0));

    @Test
    void sendsALoneCommandAtOnceAndGathersWhileItIsUnderWay() {
        submit(5);
        assertThat(database.batchSizes()).containsExactly(1);

        database.respondToAll();
        assertThat(database.batchSizes()).containsExactly(1, 4);
    }

    @Test
    void rejectsAtOnceWhatAnAccountSendsBeyondHalfOfTheQueue() {
        List<Future<Outcome>> outcomes = submit(1 + 4 + 1);

        assertThat(outcomes.get(5).result()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(outcomes.subList(0, 5)).noneMatch(Future::isComplete);
    }

    @Test
    void doesNotSendWhatIsLate() {
        List<Future<Outcome>> outcomes = submit(3);
        clock.set(1_000);
        database.respondToAll();

        assertThat(outcomes.get(0).result()).isEqualTo(DONE);
        assertThat(outcomes.get(1).result()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(database.batchSizes()).containsExactly(1);
    }

    @Test
    void respondsToLateCommandsWhileTheDatabaseIsAway() {
        database.ready = false;
        List<Future<Outcome>> outcomes = submit(2);
        clock.set(1_000);
        groupCommit.expire();

        assertThat(outcomes).allMatch(outcome -> outcome.result().equals(Outcome.UNAVAILABLE));
        assertThat(database.batchSizes()).isEmpty();
    }

    @Test
    void respondsToLatePartsOfAFailedBatchWhileTheDatabaseIsAway() {
        submit(1);
        List<Future<Outcome>> outcomes = submit(4);
        database.respondToAll();
        database.ready = false;
        database.fail(new PgException("value", "ERROR", "22021", "detail"));
        clock.set(1_000);
        groupCommit.expire();

        assertThat(outcomes).allMatch(outcome -> Outcome.UNAVAILABLE.equals(outcome.result()));
    }

    @Test
    void keepsANonceAndAStatementToOneBatch() {
        UUID nonce = UUID.randomUUID();
        submit(1);
        groupCommit.submit(command(CREATE, nonce));
        groupCommit.submit(command(OTHER, UUID.randomUUID()));
        groupCommit.submit(command(CREATE, nonce));
        groupCommit.submit(command(CREATE, UUID.randomUUID()));
        for (int i = 0; i < 4; i++) {
            database.respondToAll();
        }

        assertThat(database.batches)
                .extracting(batch -> batch.get(0).command().statement() + " " + batch.size())
                .containsExactly("create 1", "create 2", "other 1", "create 1");
    }

    @Test
    void asksAgainWithTheNonceNotedAndInFront() {
        Future<Outcome> outcome = submit(1).get(0);
        submit(1);
        database.respondToAll(Retry.NONCE_RECORDED);
        assertThat(database.last().get(0).nonceRecorded()).isTrue();
        assertThat(database.last().get(1).nonceRecorded()).isFalse();
        database.respondToAll(Outcome.rejected(ErrorCode.MODULE_COUNT_EXCEEDED, Map.of()));

        assertThat(outcome.result()).isEqualTo(Outcome.rejected(ErrorCode.MODULE_COUNT_EXCEEDED, Map.of()));
    }

    @Test
    void splitsTheBatchOfTheRowThatCannotBeStored() {
        submit(1);
        List<Future<Outcome>> outcomes = submit(4);
        UUID poisoned = database.queuedNonces.get(3);
        database.respondToAll();
        while (!database.underWay.isEmpty()) {
            if (database.last().stream()
                    .anyMatch(row -> row.command().nonceHash().equals(poisoned))) {
                database.fail(new PgException("value", "ERROR", "22021", "detail"));
            } else {
                database.respondToAll();
            }
        }

        assertThat(outcomes).extracting(Future::result).containsExactly(DONE, DONE, Outcome.FAILED, DONE);
    }

    @Test
    void retriesABatchThatLostADeadlockAfterADelay() {
        Future<Outcome> outcome = groupCommit.submit(command(CREATE, UUID.randomUUID(), TimeUnit.SECONDS.toNanos(1)));
        database.fail(new PgException("deadlock", "ERROR", "40P01", "detail"));
        assertThat(database.batchSizes()).hasSize(1);
        alarm();
        database.respondToAll();

        assertThat(outcome.result()).isEqualTo(DONE);
    }

    @Test
    void waitsLongerWithEachConflictAndNotForEver() {
        groupCommit.submit(command(CREATE, UUID.randomUUID(), Long.MAX_VALUE));
        for (int i = 0; i < 20; i++) {
            database.fail(new PgException("lock timeout", "ERROR", "55P03", "detail"));
            alarm();
        }

        assertThat(alarms.get(0)).isBetween(1L, TimeUnit.MILLISECONDS.toNanos(2));
        assertThat(alarms.get(19)).isBetween(Backoff.LAST_NANOS / 4, Backoff.LAST_NANOS);
        assertThat(alarms.subList(7, 20)).doesNotHaveDuplicates();
    }

    @Test
    void waitsAfterABatchThatMadeNoProgressTwice() {
        groupCommit.submit(command(CREATE, UUID.randomUUID(), Long.MAX_VALUE));
        database.respondToAll(Retry.NONCE_RECORDED);
        assertThat(database.batchSizes()).containsExactly(1, 1);
        database.respondToAll(Retry.NONCE_RECORDED);
        assertThat(database.batchSizes()).containsExactly(1, 1);
        alarm();

        assertThat(database.batchSizes()).containsExactly(1, 1, 1);
    }

    @Test
    void leavesNothingBehindThatWaitsForARetryWhenItIsClosed() {
        Future<Outcome> outcome = submit(1).get(0);
        database.fail(new PgException("deadlock", "ERROR", "40P01", "detail"));
        groupCommit.close();

        assertThat(outcome.result()).isEqualTo(Outcome.UNAVAILABLE);
    }

    private void alarm() {
        clock.addAndGet(alarms.get(alarms.size() - 1));
        groupCommit.flush();
    }

    @Test
    void returnsUnavailableIfTheConnectionIsLost() {
        Future<Outcome> outcome = submit(1).get(0);
        database.fail(new IllegalStateException("connection closed"));

        assertThat(outcome.result()).isEqualTo(Outcome.UNAVAILABLE);
    }

    @Test
    void respondsToWhatWaitsWhenItIsClosed() {
        List<Future<Outcome>> outcomes = submit(3);
        groupCommit.close();

        assertThat(outcomes.get(0).isComplete()).isFalse();
        assertThat(outcomes.subList(1, 3)).allMatch(outcome -> outcome.result().equals(Outcome.UNAVAILABLE));
    }

    @Test
    void sendsNothingMoreOnceItIsClosed() {
        Future<Outcome> underWay = submit(1).get(0);
        groupCommit.close();
        database.respondToAll(Retry.NONCE_RECORDED);

        assertThat(underWay.result()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(submit(1).get(0).result()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(database.batchSizes()).containsExactly(1);
    }

    private List<Future<Outcome>> submit(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    UUID nonce = UUID.randomUUID();
                    database.queuedNonces.add(nonce);
                    return groupCommit.submit(command(CREATE, nonce));
                })
                .toList();
    }

    @Test
    void takesNoMoreIntoABatchThanItsStatementAllows() {
        submit(1);
        StoreStatement single = new Single("single");
        groupCommit.submit(command(single, UUID.randomUUID()));
        groupCommit.submit(command(single, UUID.randomUUID()));
        database.respondToAll();
        database.respondToAll();
        database.respondToAll();

        assertThat(database.batchSizes()).containsExactly(1, 1, 1);
    }

    @Test
    void leavesAnIdempotencyKeyThatIsUsedTwiceToTheNextBatch() {
        UUID key = UUID.randomUUID();
        submit(1);
        groupCommit.submit(retried(key));
        groupCommit.submit(retried(key));
        database.respondToAll();
        database.respondToAll();

        assertThat(database.batchSizes()).containsExactly(1, 1, 1);
    }

    @Test
    void usesAFurtherConnectionForAsManyCommandsAsAreWorthIt() {
        FakeDatabase further = new FakeDatabase();
        GroupCommit two = over(List.of(database, further), 100);
        IntStream.range(0, 1 + 31).forEach(i -> two.submit(command(CREATE, UUID.randomUUID())));
        assertThat(further.batchSizes()).isEmpty();

        two.submit(command(CREATE, UUID.randomUUID()));
        assertThat(further.batchSizes()).containsExactly(32);
    }

    @Test
    void usesAFurtherConnectionIfAStatementTakesLong() {
        FakeDatabase further = new FakeDatabase();
        GroupCommit two = over(List.of(database, further), 100);
        two.submit(command(CREATE, UUID.randomUUID(), Long.MAX_VALUE));
        two.submit(command(CREATE, UUID.randomUUID(), Long.MAX_VALUE));
        assertThat(alarms).containsOnly(TimeUnit.MILLISECONDS.toNanos(25));
        clock.set(TimeUnit.MILLISECONDS.toNanos(25));
        two.flush();

        assertThat(further.batchSizes()).containsExactly(1);
    }

    private GroupCommit over(List<FakeDatabase> connections, int batchSize) {
        return new GroupCommit(
                false,
                connections,
                batchSize,
                1_000,
                () -> 1,
                clock::get,
                alarms::add,
                new StoreMetrics(new SimpleMeterRegistry(), 1));
    }

    @Test
    void runsTheFallbackForABatchInConflictWithAnother() {
        StoreStatement fallback = new Statement("fallback");
        Future<Outcome> outcome = groupCommit.submit(command(new FastPath("fast", fallback), UUID.randomUUID()));
        database.fail(new PgException("met", null, "23505", null));
        assertThat(database.statements()).extracting(StoreStatement::sql).containsExactly("fast", "fallback");
        database.respondToAll();

        assertThat(outcome.result()).isEqualTo(DONE);
    }

    private record FastPath(String sql, StoreStatement other) implements StoreStatement {
        @Override
        public List<CommandResult> results(RowSet<Row> rows) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<StoreStatement> fallback() {
            return Optional.of(other);
        }
    }

    private static StoreCommand retried(UUID key) {
        IdempotencyKey idempotencyKey = new IdempotencyKey(key, key, Optional.of(key), key);
        return new StoreCommand(CREATE, UUID.randomUUID(), 1, Optional.of(idempotencyKey), List.of("product"), 1, 500);
    }

    private static StoreCommand command(StoreStatement statement, UUID nonce) {
        return command(statement, nonce, 500);
    }

    private static StoreCommand command(StoreStatement statement, UUID nonce, long deadlineNanos) {
        return new StoreCommand(statement, nonce, 1, Optional.empty(), List.of("product"), 1, deadlineNanos);
    }

    private record Single(String sql) implements StoreStatement {
        @Override
        public List<CommandResult> results(RowSet<Row> rows) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int maxBatch() {
            return 1;
        }
    }

    private record Statement(String sql) implements StoreStatement {
        @Override
        public List<CommandResult> results(RowSet<Row> rows) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String toString() {
            return sql;
        }
    }
}
