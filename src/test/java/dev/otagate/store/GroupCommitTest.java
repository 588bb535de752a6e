package dev.otagate.store;

import static dev.otagate.store.GroupCommitFixture.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which commands a batch takes, and when it is sent. */
class GroupCommitTest {
    private final GroupCommitFixture store = new GroupCommitFixture(1, 4, 8);
    private final GroupCommitFixture twoConnections = new GroupCommitFixture(2, 100, 1_000);

    @Test
    void sendsALoneCommandAtOnceAndCollectsWhileItIsInFlight() {
        store.submit(5);
        assertThat(store.database.batchSizes()).containsExactly(1);

        store.database.respondToAll();
        assertThat(store.database.batchSizes()).containsExactly(1, 4);
    }

    @Test
    void rejectsAtOnceWhatAnAccountSendsBeyondHalfOfTheQueue() {
        List<Future<Outcome>> outcomes = store.submit(1 + 4 + 1);

        assertThat(outcomes.get(5).result()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(outcomes.subList(0, 5)).noneMatch(Future::isComplete);
    }

    @Test
    void doesNotSendACommandAfterItsDeadline() {
        List<Future<Outcome>> outcomes = store.submit(3);
        store.clock.set(1_000);
        store.database.respondToAll();

        assertThat(outcomes.get(0).result()).isEqualTo(Outcome.DONE);
        assertThat(outcomes.get(1).result()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(store.database.batchSizes()).containsExactly(1);
    }

    @Test
    void rejectsCommandsAfterTheirDeadlineWhileTheDatabaseIsAway() {
        store.database.ready = false;
        List<Future<Outcome>> outcomes = store.submit(2);
        store.clock.set(1_000);
        store.groupCommit.expire();

        assertThat(outcomes).allMatch(outcome -> outcome.result().equals(Outcome.UNAVAILABLE));
        assertThat(store.database.batchSizes()).isEmpty();
    }

    @Test
    void keepsANonceAndAStatementToOneBatch() {
        UUID nonce = UUID.randomUUID();
        store.submit(1);
        store.submit(CREATE, nonce, Optional.empty(), 500);
        store.submit(new TestStatement("other"), 500);
        store.submit(CREATE, nonce, Optional.empty(), 500);
        store.submit(CREATE, 500);
        for (int i = 0; i < 4; i++) {
            store.database.respondToAll();
        }

        assertThat(store.database.batches)
                .extracting(batch -> batch.get(0).command().statement().sql() + " " + batch.size())
                .containsExactly("create 1", "create 2", "other 1", "create 1");
    }

    @Test
    void takesNoMoreIntoABatchThanItsStatementAllows() {
        store.submit(1);
        StoreStatement single = new TestStatement("single", 1, Optional.empty());
        store.submit(single, 500);
        store.submit(single, 500);
        store.database.respondToAll();
        store.database.respondToAll();
        store.database.respondToAll();

        assertThat(store.database.batchSizes()).containsExactly(1, 1, 1);
    }

    @Test
    void leavesAnIdempotencyKeyThatIsUsedTwiceToTheNextBatch() {
        UUID hash = UUID.randomUUID();
        Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey(hash, hash, Optional.of(hash), hash));
        store.submit(1);
        store.submit(CREATE, UUID.randomUUID(), key, 500);
        store.submit(CREATE, UUID.randomUUID(), key, 500);
        store.database.respondToAll();
        store.database.respondToAll();

        assertThat(store.database.batchSizes()).containsExactly(1, 1, 1);
    }

    @Test
    void usesAFurtherConnectionForAsManyCommandsAsAreWorthIt() {
        FakeDatabase further = twoConnections.databases.get(1);
        twoConnections.submit(1 + 31);
        assertThat(further.batchSizes()).isEmpty();

        twoConnections.submit(1);
        assertThat(further.batchSizes()).containsExactly(32);
    }

    @Test
    void usesAFurtherConnectionIfAStatementTakesLong() {
        twoConnections.submit(CREATE, Long.MAX_VALUE);
        twoConnections.submit(CREATE, Long.MAX_VALUE);
        assertThat(twoConnections.alarms).containsOnly(TimeUnit.MILLISECONDS.toNanos(25));
        twoConnections.setOffAlarm();

        assertThat(twoConnections.databases.get(1).batchSizes()).containsExactly(1);
    }

    @Test
    void respondsToWhatWaitsWhenItIsClosed() {
        List<Future<Outcome>> outcomes = store.submit(3);
        store.groupCommit.close();

        assertThat(outcomes.get(0).isComplete()).isFalse();
        assertThat(outcomes.subList(1, 3)).allMatch(outcome -> outcome.result().equals(Outcome.UNAVAILABLE));
    }

    @Test
    void sendsNothingMoreAfterItIsClosed() {
        Future<Outcome> inFlight = store.submit(1).get(0);
        store.groupCommit.close();
        store.database.respondToAll(Retry.NONCE_RECORDED);

        assertThat(inFlight.result()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(store.submit(1).get(0).result()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(store.database.batchSizes()).containsExactly(1);
    }
}
