package dev.otagate.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All operations of the API. A new operation gets a line here. Immutable. */
public final class OperationCatalogue {
    private final List<Operation> all;
    private final Map<String, Operation> byName;

    public OperationCatalogue() {
        this(List.of(
                CreateOtaModule.OPERATION,
                BatchCreateOtaModule.OPERATION,
                ListOtaModuleByProduct.OPERATION,
                UpdateOtaModule.OPERATION,
                DeleteOtaModule.OPERATION,
                CreateProduct.OPERATION,
                QueryProduct.OPERATION,
                QueryProductList.OPERATION,
                UpdateProduct.OPERATION,
                DeleteProduct.OPERATION));
    }

    OperationCatalogue(List<Operation> operations) {
        all = List.copyOf(operations);
        byName = operations.stream().collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));
    }

    public Optional<Operation> named(String action) {
        return Optional.ofNullable(byName.get(action));
    }

    /** All operations, in the order of the API's description. */
    public List<Operation> all() {
        return all;
    }
}
