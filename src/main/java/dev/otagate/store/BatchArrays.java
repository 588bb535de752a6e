package dev.otagate.store;

import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** A batch as the parameters of its statement: one array a column, one element a command (see {@link StoreStatement}). */
final class BatchArrays {
    private BatchArrays() {}

    static Tuple of(List<PendingCommand> batch) {
        StoreCommand first = batch.get(0).command();
        Tuple tuple = Tuple.of(
                column(batch, UUID[]::new, pending -> pending.command().nonceHash()),
                column(batch, Boolean[]::new, PendingCommand::nonceRecorded),
                column(batch, Long[]::new, pending -> pending.command().accountId()));
        if (first.idempotencyKey().isPresent()) {
            tuple.addArrayOfUUID(keys(batch, IdempotencyKey::key));
            tuple.addArrayOfUUID(keys(batch, IdempotencyKey::requestHash));
            tuple.addArrayOfUUID(keys(batch, key -> key.signatureHash().orElse(null)));
            tuple.addArrayOfUUID(keys(batch, IdempotencyKey::requestId));
        }
        for (int i = 0; i < first.values().size(); i++) {
            int parameter = i;
            tuple.addArrayOfString(column(
                    batch, String[]::new, pending -> pending.command().values().get(parameter)));
        }
        return tuple;
    }

    private static UUID[] keys(List<PendingCommand> batch, Function<IdempotencyKey, UUID> value) {
        return column(
                batch,
                UUID[]::new,
                pending -> value.apply(pending.command().idempotencyKey().orElseThrow()));
    }

    private static <T> T[] column(
            List<PendingCommand> batch, IntFunction<T[]> array, Function<PendingCommand, T> value) {
        T[] values = array.apply(batch.size());
        for (int row = 0; row < values.length; row++) {
            values[row] = value.apply(batch.get(row));
        }
        return values;
    }
}
