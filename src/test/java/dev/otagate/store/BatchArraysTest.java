package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The parameters of a statement: a column each, with an element for each command. */
class BatchArraysTest {
    private static final StoreStatement STATEMENT = new TestStatement("create");

    @Test
    void haveAColumnForEachParameter() {
        PendingCommand first = new PendingCommand(command(1, Optional.empty(), "a", null));
        PendingCommand second = new PendingCommand(command(2, Optional.empty(), "b", "c")).after(Retry.NONCE_RECORDED);

        Tuple columns = BatchArrays.of(List.of(first, second));

        assertThat(columns.size()).isEqualTo(5);
        assertThat(columns.getArrayOfUUIDs(0))
                .containsExactly(first.command().nonceHash(), second.command().nonceHash());
        assertThat(columns.getArrayOfBooleans(1)).containsExactly(false, true);
        assertThat(columns.getArrayOfLongs(2)).containsExactly(1L, 2L);
        assertThat(columns.getArrayOfStrings(3)).containsExactly("a", "b");
        assertThat(columns.getArrayOfStrings(4)).containsExactly(null, "c");
    }

    @Test
    void haveTheIdempotencyKeysBeforeTheParameters() {
        IdempotencyKey first = key(Optional.of(UUID.randomUUID()));
        IdempotencyKey second = key(Optional.empty());

        Tuple columns = BatchArrays.of(List.of(
                new PendingCommand(command(1, Optional.of(first), "a")),
                new PendingCommand(command(1, Optional.of(second), "b"))));

        assertThat(columns.size()).isEqualTo(8);
        assertThat(columns.getArrayOfUUIDs(3)).containsExactly(first.key(), second.key());
        assertThat(columns.getArrayOfUUIDs(4)).containsExactly(first.requestHash(), second.requestHash());
        assertThat(columns.getArrayOfUUIDs(5))
                .containsExactly(first.signatureHash().orElseThrow(), null);
        assertThat(columns.getArrayOfUUIDs(6)).containsExactly(first.requestId(), second.requestId());
        assertThat(columns.getArrayOfStrings(7)).containsExactly("a", "b");
    }

    @Test
    void weighACommandByItsWorkOrItsMemory() {
        assertThat(new StoreCommand(STATEMENT, UUID.randomUUID(), 1, Optional.empty(), List.of("a"), 3, 0).weight())
                .isEqualTo(3);
        assertThat(command(1, Optional.empty(), "x".repeat(4_000), null, "x".repeat(96))
                        .weight())
                .isEqualTo(4);
    }

    private static StoreCommand command(long account, Optional<IdempotencyKey> key, String... values) {
        return new StoreCommand(STATEMENT, UUID.randomUUID(), account, key, Arrays.asList(values), 1, 0);
    }

    private static IdempotencyKey key(Optional<UUID> signature) {
        return new IdempotencyKey(UUID.randomUUID(), UUID.randomUUID(), signature, UUID.randomUUID());
    }
}
