package dev.otagate.store;

import static dev.otagate.store.GroupCommitFixture.CREATE;
import static dev.otagate.store.GroupCommitFixture.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.failure.ErrorCode;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What follows a statement that failed or left commands to a later one. */
class GroupCommitRetryTest {
    private final GroupCommitFixture store = new GroupCommitFixture(1, 4, 8);

    @Test
    void retriesACommandWithItsNonceRecordedAndInFrontOfOthers() {
        Outcome full = Outcome.rejected(ErrorCode.MODULE_COUNT_EXCEEDED, Map.of());
        Future<Outcome> outcome = store.submit(1).get(0);
        store.submit(1);
        store.database.respondToAll(Retry.NONCE_RECORDED);
        assertThat(store.database.last().get(0).nonceRecorded()).isTrue();
        assertThat(store.database.last().get(1).nonceRecorded()).isFalse();
        store.database.respondToAll(full);

        assertThat(outcome.result()).isEqualTo(full);
    }

    @Test
    void splitsTheBatchOfTheRowThatCannotBeStored() {
        store.submit(1);
        List<Future<Outcome>> outcomes = store.submit(4);
        store.database.respondToAll();
        PendingCommand poisoned = store.database.last().get(2);
        while (!store.database.inFlight.isEmpty()) {
            if (store.database.last().contains(poisoned)) {
                store.database.fail(error("22021"));
            } else {
                store.database.respondToAll();
            }
        }

        assertThat(outcomes)
                .extracting(Future::result)
                .containsExactly(Outcome.DONE, Outcome.DONE, Outcome.FAILED, Outcome.DONE);
    }

    @Test
    void rejectsPartsOfAFailedBatchAfterTheirDeadlineWhileTheDatabaseIsAway() {
        store.submit(1);
        List<Future<Outcome>> outcomes = store.submit(4);
        store.database.respondToAll();
        store.database.ready = false;
        store.database.fail(error("22021"));
        store.clock.set(1_000);
        store.groupCommit.expire();

        assertThat(outcomes).allMatch(outcome -> Outcome.UNAVAILABLE.equals(outcome.result()));
    }

    @Test
    void runsTheFallbackForABatchInConflictWithAnother() {
        StoreStatement fallback = new TestStatement("fallback");
        Future<Outcome> outcome =
                store.submit(new TestStatement("fast", Integer.MAX_VALUE, Optional.of(fallback)), 500);
        store.database.fail(error("23505"));
        assertThat(store.database.statements()).extracting(StoreStatement::sql).containsExactly("fast", "fallback");
        store.database.respondToAll();

        assertThat(outcome.result()).isEqualTo(Outcome.DONE);
    }

    @Test
    void retriesABatchThatLostADeadlockAfterADelay() {
        Future<Outcome> outcome = store.submit(CREATE, TimeUnit.SECONDS.toNanos(1));
        store.database.fail(error("40P01"));
        assertThat(store.database.batchSizes()).hasSize(1);
        store.setOffAlarm();
        store.database.respondToAll();

        assertThat(outcome.result()).isEqualTo(Outcome.DONE);
    }

    @Test
    void waitsLongerWithEachConflictUpToALimit() {
        store.submit(CREATE, Long.MAX_VALUE);
        for (int i = 0; i < 20; i++) {
            store.database.fail(error("55P03"));
            store.setOffAlarm();
        }

        assertThat(store.alarms.get(0)).isBetween(1L, TimeUnit.MILLISECONDS.toNanos(2));
        assertThat(store.alarms.get(19)).isBetween(Backoff.LAST_NANOS / 4, Backoff.LAST_NANOS);
        assertThat(store.alarms.subList(7, 20)).doesNotHaveDuplicates();
    }

    @Test
    void waitsAfterABatchThatMadeNoProgressTwice() {
        store.submit(CREATE, Long.MAX_VALUE);
        store.database.respondToAll(Retry.NONCE_RECORDED);
        assertThat(store.database.batchSizes()).containsExactly(1, 1);
        store.database.respondToAll(Retry.NONCE_RECORDED);
        assertThat(store.database.batchSizes()).containsExactly(1, 1);
        store.setOffAlarm();

        assertThat(store.database.batchSizes()).containsExactly(1, 1, 1);
    }

    @Test
    void rejectsWhatWaitsForARetryWhenItIsClosed() {
        Future<Outcome> outcome = store.submit(1).get(0);
        store.database.fail(error("40P01"));
        store.groupCommit.close();

        assertThat(outcome.result()).isEqualTo(Outcome.UNAVAILABLE);
    }

    @Test
    void returnsUnavailableIfTheConnectionIsLost() {
        Future<Outcome> outcome = store.submit(1).get(0);
        store.database.fail(new IllegalStateException("connection closed"));

        assertThat(outcome.result()).isEqualTo(Outcome.UNAVAILABLE);
    }
}
