package dev.otagate.chaos;

import dev.otagate.chaos.Operation.Result;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A product as the contract has it. Immutable.
 *
 * @param exists a key that was issued once is not issued again
 * @param modules the description of each module by its name
 */
record ProductModel(boolean exists, Map<String, String> modules) {
    static final ProductModel EMPTY = new ProductModel(true, Map.of());
    static final ProductModel ABSENT = new ProductModel(false, Map.of());

    private static final int MOST_MODULES = 10;
    private static final String NAME_TAKEN = "iot.ota.AlreadyExistedModuleName";
    private static final String PRODUCT_FULL = "iot.ota.ModuleCountExceedMax";
    private static final String NO_SUCH_MODULE = "iot.ota.NotExistedModule";
    private static final String NO_SUCH_PRODUCT = "iot.prod.NotExistedProduct";
    private static final String HAS_MODULES = "iot.prod.ExistedModule";

    /** The product after an operation, where its result is the right one at this moment; nothing where it is not. */
    Optional<ProductModel> after(Operation operation) {
        Result right = rightResult(operation);
        return operation.isUnknown() || operation.result().equals(right)
                ? Optional.of(right instanceof Result.Done ? changed(operation) : this)
                : Optional.empty();
    }

    private Result rightResult(Operation operation) {
        if (exists == (operation.kind() == Operation.Kind.CREATE_PRODUCT)) {
            return new Result.Rejected(NO_SUCH_PRODUCT);
        }
        boolean taken = modules.containsKey(operation.name());
        return switch (operation.kind()) {
            case CREATE -> {
                if (taken) {
                    yield new Result.Rejected(NAME_TAKEN);
                }
                yield modules.size() < MOST_MODULES ? new Result.Done() : new Result.Rejected(PRODUCT_FULL);
            }
            case UPDATE, DELETE -> taken ? new Result.Done() : new Result.Rejected(NO_SUCH_MODULE);
            case LIST -> new Result.Listed(modules);
            case CREATE_PRODUCT -> new Result.Done();
            case DELETE_PRODUCT -> modules.isEmpty() ? new Result.Done() : new Result.Rejected(HAS_MODULES);
        };
    }

    private ProductModel changed(Operation operation) {
        Map<String, String> next = new TreeMap<>(modules);
        switch (operation.kind()) {
            case DELETE -> next.remove(operation.name());
            case CREATE_PRODUCT -> {
                return EMPTY;
            }
            case DELETE_PRODUCT -> {
                return ABSENT;
            }
            default -> next.put(operation.name(), operation.desc());
        }
        return new ProductModel(true, next);
    }
}
