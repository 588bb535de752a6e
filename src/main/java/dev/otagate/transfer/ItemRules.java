package dev.otagate.transfer;

import dev.otagate.account.OperatorName;
import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import java.util.Map;
import java.util.Optional;

/** The API's rules for products and modules that come from elsewhere. */
final class ItemRules {
    private static final OperationCatalogue CATALOGUE = new OperationCatalogue();
    private static final Operation CREATE_PRODUCT =
            CATALOGUE.named("CreateProduct").orElseThrow();
    private static final Operation CREATE_MODULE =
            CATALOGUE.named("CreateOTAModule").orElseThrow();
    private static final String DEFAULT_MODULE = "default";
    private static final String ANY_VALID_NAME = "name";

    private ItemRules() {}

    /** The error with which CreateProduct rejects a product. */
    static Optional<Failure> check(ProductData product) {
        return check(CREATE_PRODUCT, ApiParameters.of(product));
    }

    /** The same, but names that an operator can give to a product are accepted, too. */
    static Optional<Failure> checkWithOperatorNames(ProductData product) {
        Map<String, String> parameters = ApiParameters.of(product);
        if (OperatorName.isValid(product.name())) {
            parameters.put(ApiParameters.PRODUCT_NAME, ANY_VALID_NAME);
        }
        return check(CREATE_PRODUCT, parameters);
    }

    /** Whether CreateProduct accepts the name. */
    static boolean isApiName(String productName) {
        return CREATE_PRODUCT.parameters().stream()
                .filter(parameter -> parameter.name().equals(ApiParameters.PRODUCT_NAME))
                .allMatch(parameter ->
                        parameter.rule().accept().apply(productName).isPresent());
    }

    /** The error with which CreateOTAModule rejects a module of an empty product. */
    static Optional<Failure> check(ModuleData module) {
        return check(CREATE_MODULE, ApiParameters.of(module))
                .or(() -> module.moduleName().equalsIgnoreCase(DEFAULT_MODULE)
                        ? Optional.of(Failure.of(ErrorCode.MODULE_NAME_TAKEN))
                        : Optional.empty());
    }

    private static Optional<Failure> check(Operation operation, Map<String, String> parameters) {
        // A request cannot have half of a surrogate pair, but a file can. The database would store a question mark.
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (!LenientJson.isText(parameter.getValue())) {
                return Optional.of(Failure.of(ErrorCode.INVALID_PARAMETER, parameter.getKey()));
            }
        }
        return operation.check(parameters::get).fold(valid -> Optional.empty(), Optional::of);
    }
}
