package dev.otagate.transfer;

import java.util.List;

/** A product with its modules, in the order of the source. */
public record ProductContent(ProductData product, List<ModuleData> modules) {
    public ProductContent {
        modules = List.copyOf(modules);
    }
}
