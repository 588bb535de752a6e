package dev.otagate.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the store must do, in memory: the modules of each product by their name in lower case. Mutable. */
final class StoreModel {
    private static final int MAX_MODULES = 10;
    private static final String TAKEN = "iot.ota.AlreadyExistedModuleName";

    private final Map<String, Map<String, Module>> products;

    /** @param products that exist, without modules */
    StoreModel(List<String> products) {
        this(products.stream().collect(Collectors.toMap(product -> product, product -> new TreeMap<>())));
    }

    private StoreModel(Map<String, Map<String, Module>> products) {
        this.products = products;
    }

    /**
     * A change.
     *
     * @param desc {@code null} if it is absent
     * @param items of a batch, which are creates
     */
    record Change(String action, String product, String name, String desc, List<Change> items) {}

    /** A module; the spelling of its name is that of its creation. */
    record Module(String name, String desc) {}

    StoreModel copy() {
        return new StoreModel(products.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, product -> new TreeMap<>(product.getValue()))));
    }

    Map<String, Module> modules(String product) {
        return products.get(product);
    }

    /** Applies a change; returns its code, or those of a batch's items. */
    List<String> apply(Change change) {
        return switch (change.action()) {
            case "BatchCreateOTAModule" ->
                change.items().stream().map(this::create).toList();
            case "UpdateOTAModule" -> List.of(update(change));
            case "DeleteOTAModule" -> List.of(delete(change));
            default -> List.of(create(change));
        };
    }

    private String create(Change change) {
        Map<String, Module> modules = products.get(change.product());
        if (modules == null) {
            return "iot.prod.NotExistedProduct";
        }
        if (key(change).equals("default") || modules.containsKey(key(change))) {
            return TAKEN;
        }
        if (modules.size() == MAX_MODULES) {
            return "iot.ota.ModuleCountExceedMax";
        }
        modules.put(key(change), new Module(change.name(), stored(change.desc())));
        return "";
    }

    private String update(Change change) {
        Map<String, Module> modules = products.get(change.product());
        if (modules == null) {
            return "iot.prod.NotExistedProduct";
        }
        Module before = modules.get(key(change));
        if (before == null) {
            return "iot.ota.NotExistedModule";
        }
        if (change.desc() != null) {
            modules.put(key(change), new Module(before.name(), stored(change.desc())));
        }
        return "";
    }

    private String delete(Change change) {
        Map<String, Module> modules = products.get(change.product());
        if (modules == null) {
            return "iot.prod.NotExistedProduct";
        }
        if (key(change).equals("default")) {
            return "iot.ota.DefaultModuleNotDeletable";
        }
        return modules.remove(key(change)) == null ? "iot.ota.NotExistedModule" : "";
    }

    private static String key(Change change) {
        return change.name().toLowerCase(Locale.ROOT);
    }

    // A list does not show an empty description.
    private static String stored(String desc) {
        return desc == null ? "" : desc;
    }
}
