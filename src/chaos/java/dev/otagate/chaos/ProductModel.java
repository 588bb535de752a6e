package dev.otagate.chaos;

import dev.otagate.chaos.Operation.Result;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A product's modules as the contract has them: the description of each by its name. Immutable. */
record ProductModel(Map<String, String> modules) {
    static final ProductModel EMPTY = new ProductModel(Map.of());

    private static final int MOST_MODULES = 10;
    private static final String NAME_TAKEN = "iot.ota.AlreadyExistedModuleName";
    private static final String PRODUCT_FULL = "iot.ota.ModuleCountExceedMax";
    private static final String NO_SUCH_MODULE = "iot.ota.NotExistedModule";

    /** The product after an operation, where its result is the right one at this moment; nothing where it is not. */
    Optional<ProductModel> after(Operation operation) {
        Result right = rightResult(operation);
        return operation.isUnknown() || operation.result().equals(right)
                ? Optional.of(right instanceof Result.Done ? changed(operation) : this)
                : Optional.empty();
    }

    private Result rightResult(Operation operation) {
        boolean exists = modules.containsKey(operation.name());
        return switch (operation.kind()) {
            case CREATE -> {
                if (exists) {
                    yield new Result.Refused(NAME_TAKEN);
                }
                yield modules.size() < MOST_MODULES ? new Result.Done() : new Result.Refused(PRODUCT_FULL);
            }
            case UPDATE, DELETE -> exists ? new Result.Done() : new Result.Refused(NO_SUCH_MODULE);
            case LIST -> new Result.Listed(modules);
        };
    }

    private ProductModel changed(Operation operation) {
        Map<String, String> next = new TreeMap<>(modules);
        if (operation.kind() == Operation.Kind.DELETE) {
            next.remove(operation.name());
        } else {
            next.put(operation.name(), operation.desc());
        }
        return new ProductModel(next);
    }
}
