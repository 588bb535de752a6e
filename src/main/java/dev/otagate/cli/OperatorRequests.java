package dev.otagate.cli;

import dev.otagate.account.Account;
import dev.otagate.account.AccountException;
import dev.otagate.failure.Failure;
import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.server.Futures;
import dev.otagate.store.DirectStore;
import dev.otagate.store.Outcome;
import java.util.List;
import java.util.Map;

/** Runs operations of the API for an operator: with their rules and their statements, but without a request. */
record OperatorRequests(DirectStore store) {
    private static final OperationCatalogue CATALOGUE = new OperationCatalogue();

    /**
     * Returns the fields of the response. Fails with {@link AccountException}, whose message is one line with the error code, if the
     * operation rejects it.
     *
     * @param parameters by name; {@code null} if absent
     */
    Map<String, Object> run(Account account, String action, Map<String, String> parameters) {
        Operation operation = CATALOGUE.named(action).orElseThrow();
        List<String> values = operation.check(parameters::get).fold(valid -> valid, OperatorRequests::reject);
        Outcome outcome = Futures.await(store.run(operation.statement(), account.id(), values));
        outcome.error().map(Failure::of).ifPresent(OperatorRequests::reject);
        return outcome.fields();
    }

    private static List<String> reject(Failure failure) {
        throw new AccountException(failure.code().code() + ": " + failure.message());
    }
}
