package dev.otagate.operation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every operation that the gateway knows. Immutable. */
public final class OperationCatalogue {
    private final Map<String, Operation> byName;

    /** The catalogue of all operations. */
    public OperationCatalogue() {
        this(List.of(
                CreateOtaModule.OPERATION,
                ListOtaModuleByProduct.OPERATION,
                UpdateOtaModule.OPERATION,
                DeleteOtaModule.OPERATION));
    }

    OperationCatalogue(List<Operation> operations) {
        byName = operations.stream().collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));
    }

    /** The operation of that name; names are case-sensitive. */
    public Optional<Operation> named(String action) {
        return Optional.ofNullable(byName.get(action));
    }

    /** All operations. */
    public Collection<Operation> all() {
        return byName.values();
    }
}
