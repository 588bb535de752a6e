package dev.otagate.transfer;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.transfer.ItemResult.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A product with its modules, and the errors that are known so far.
 *
 * @param rejection present if nothing of the product is written
 * @param moduleRejections an element for each module
 */
record CheckedProduct(ProductContent content, Optional<Failure> rejection, List<Optional<Failure>> moduleRejections) {
    private static final Failure INCOMPLETE = new Failure(
            ErrorCode.ATOMIC_BATCH_REJECTED, "Nothing of the product was written, because a module was rejected.");

    CheckedProduct {
        moduleRejections = List.copyOf(moduleRejections);
    }

    /** Checks the rules that do not depend on the target. */
    static CheckedProduct of(ProductContent content, Function<ProductData, Optional<Failure>> ruleOfProducts) {
        Set<String> names = new HashSet<>();
        List<Optional<Failure>> modules = new ArrayList<>();
        for (ModuleData module : content.modules()) {
            boolean isRepeated = !names.add(module.moduleName().toLowerCase(Locale.ROOT));
            modules.add(isRepeated ? Optional.of(Failure.of(ErrorCode.MODULE_NAME_TAKEN)) : ItemRules.check(module));
        }
        return new CheckedProduct(content, ruleOfProducts.apply(content.product()), modules);
    }

    /** The same, rejected as a whole if a module is rejected. */
    CheckedProduct atomic() {
        return moduleRejections.stream().anyMatch(Optional::isPresent) ? rejected(INCOMPLETE) : this;
    }

    /** The same, rejected as a whole unless it is already. */
    CheckedProduct rejected(Failure failure) {
        return rejection.isPresent() ? this : new CheckedProduct(content, Optional.of(failure), moduleRejections);
    }

    /**
     * The same with errors of the target.
     *
     * @param ofWritten an element for each of {@link #written}
     */
    CheckedProduct withRejections(List<Optional<Failure>> ofWritten) {
        if (rejection.isPresent()) {
            return this;
        }
        Iterator<Optional<Failure>> next = ofWritten.iterator();
        return new CheckedProduct(
                content,
                rejection,
                moduleRejections.stream()
                        .map(known -> known.isPresent() ? known : next.next())
                        .toList());
    }

    String productKey() {
        return content.product().productKey();
    }

    /** The modules that have no error. */
    List<ModuleData> written() {
        List<ModuleData> written = new ArrayList<>();
        for (int i = 0; i < moduleRejections.size() && rejection.isEmpty(); i++) {
            if (moduleRejections.get(i).isEmpty()) {
                written.add(content.modules().get(i));
            }
        }
        return written;
    }

    /**
     * The results of the product and of each module, in order.
     *
     * @param product what became of it, unless it is rejected
     * @param ofWritten an element for each of {@link #written}
     */
    List<ItemResult> results(Kind product, List<Kind> ofWritten) {
        Iterator<Kind> next = ofWritten.iterator();
        List<ItemResult> results = new ArrayList<>();
        results.add(rejection
                .map(failure -> result(Optional.empty(), failure))
                .orElseGet(() -> ItemResult.of(productKey(), Optional.empty(), product)));
        for (int i = 0; i < moduleRejections.size(); i++) {
            Optional<String> name = Optional.of(content.modules().get(i).moduleName());
            results.add(moduleRejections
                    .get(i)
                    .or(() -> rejection)
                    .map(failure -> result(name, failure))
                    .orElseGet(() -> ItemResult.of(productKey(), name, next.next())));
        }
        return results;
    }

    private ItemResult result(Optional<String> moduleName, Failure failure) {
        return ItemResult.rejected(productKey(), moduleName, failure.code().code(), failure.message());
    }
}
