package dev.otagate.transfer;

import dev.otagate.transfer.ItemResult.Kind;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The numbers of created, updated, unchanged, kept and rejected items. Not thread-safe. */
public final class Summary {
    private final Map<Kind, Long> products = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> modules = new EnumMap<>(Kind.class);

    /** Counts an item. */
    public void add(ItemResult result) {
        (result.moduleName().isPresent() ? modules : products).merge(result.kind(), 1L, Long::sum);
    }

    /** The products so far. */
    public long products() {
        return sum(products);
    }

    /** The modules so far. */
    public long modules() {
        return sum(modules);
    }

    /** The rejected products and modules so far. */
    public long rejected() {
        return products.getOrDefault(Kind.REJECTED, 0L) + modules.getOrDefault(Kind.REJECTED, 0L);
    }

    /** {@code {"products":{"created":1,...},"modules":{...}}}. */
    public JsonObject json() {
        return new JsonObject().put("products", json(products)).put("modules", json(modules));
    }

    private static JsonObject json(Map<Kind, Long> counts) {
        JsonObject json = new JsonObject();
        for (Kind kind : Kind.values()) {
            json.put(kind.name().toLowerCase(Locale.ROOT), counts.getOrDefault(kind, 0L));
        }
        return json;
    }

    private static long sum(Map<Kind, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
