package dev.otagate.store;

import dev.otagate.metrics.StoreMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A {@link GroupCommit} over fake connections, with a clock and an alarm that a test sets off. */
final class GroupCommitFixture {
    static final StoreStatement CREATE = new TestStatement("create");

    final AtomicLong clock = new AtomicLong();
    final List<Long> alarms = new ArrayList<>();
    final List<FakeDatabase> databases;
    final FakeDatabase database;
    final GroupCommit groupCommit;

    GroupCommitFixture(int connections, int batchSize, int queueLimit) {
        databases = IntStream.range(0, connections)
                .mapToObj(i -> new FakeDatabase())
                .toList();
        database = databases.get(0);
        groupCommit = new GroupCommit(
                false,
                databases,
                batchSize,
                queueLimit,
                () -> 1,
                clock::get,
                alarms::add,
                new StoreMetrics(new SimpleMeterRegistry(), 0));
    }

    List<Future<Outcome>> submit(int count) {
        return IntStream.range(0, count).mapToObj(i -> submit(CREATE, 500)).toList();
    }

    Future<Outcome> submit(StoreStatement statement, long deadlineNanos) {
        return submit(statement, UUID.randomUUID(), Optional.empty(), deadlineNanos);
    }

    Future<Outcome> submit(
            StoreStatement statement, UUID nonce, Optional<IdempotencyKey> idempotencyKey, long deadlineNanos) {
        return groupCommit.submit(
                new StoreCommand(statement, nonce, 1, idempotencyKey, List.of("product"), 1, deadlineNanos));
    }

    /** Lets the time of the last alarm pass. */
    void setOffAlarm() {
        clock.addAndGet(alarms.get(alarms.size() - 1));
        groupCommit.flush();
    }

    static PgException error(String sqlState) {
        return new PgException("message", "ERROR", sqlState, "detail");
    }
}
