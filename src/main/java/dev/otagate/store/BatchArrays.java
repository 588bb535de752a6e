package dev.otagate.store;

import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A batch as the parameters of its statement: one array a column, one element a command (see {@link StoreStatement}). */
final class BatchArrays {
    private BatchArrays() {}

    static Tuple of(List<PendingCommand> batch) {
        int size = batch.size();
        StoreCommand first = batch.get(0).command();
        Boolean[] recorded = new Boolean[size];
        Long[] accounts = new Long[size];
        String[][] values = new String[first.values().size()][size];
        for (int row = 0; row < size; row++) {
            StoreCommand command = batch.get(row).command();
            recorded[row] = batch.get(row).nonceRecorded();
            accounts[row] = command.accountId();
            for (int column = 0; column < values.length; column++) {
                values[column][row] = command.values().get(column);
            }
        }
        Tuple tuple = Tuple.of(uuids(batch, StoreCommand::nonceHash), recorded, accounts);
        if (first.idempotencyKey().isPresent()) {
            tuple.addArrayOfUUID(keys(batch, IdempotencyKey::key));
            tuple.addArrayOfUUID(keys(batch, IdempotencyKey::requestHash));
            tuple.addArrayOfUUID(keys(batch, key -> key.signatureHash().orElse(null)));
            tuple.addArrayOfUUID(keys(batch, IdempotencyKey::requestId));
        }
        for (String[] column : values) {
            tuple.addArrayOfString(column);
        }
        return tuple;
    }

    private static UUID[] keys(List<PendingCommand> batch, Function<IdempotencyKey, UUID> column) {
        return uuids(batch, command -> column.apply(command.idempotencyKey().orElseThrow()));
    }

    private static UUID[] uuids(List<PendingCommand> batch, Function<StoreCommand, UUID> column) {
        UUID[] values = new UUID[batch.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = column.apply(batch.get(row).command());
        }
        return values;
    }
}
