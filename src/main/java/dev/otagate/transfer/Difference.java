package dev.otagate.transfer;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A difference between two sides.
 *
 * @param moduleName empty if the item is a product
 * @param fields those that differ; empty unless the kind is DIFFERENT
 */
public record Difference(Kind kind, String productKey, Optional<String> moduleName, List<Field> fields) {
    /** The kinds of differences. */
    public enum Kind {
        /** Only the first side has the item. */
        MISSING,
        /** Only the second side has the item. */
        SURPLUS,
        DIFFERENT
    }

    /** A field with the values of both sides, {@code null} if a side has none. */
    public record Field(String name, String from, String to) {}

    /** The difference on one line: {@code different a1uctKe0000/ble: desc "old" -> "new"}. */
    public String text() {
        String item = productKey + moduleName.map(name -> "/" + name).orElse("");
        String values = fields.stream()
                .map(field -> field.name() + " " + quoted(field.from()) + " -> " + quoted(field.to()))
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "%-9s %s", kind.name().toLowerCase(Locale.ROOT), item)
                + (values.isEmpty() ? "" : ": " + values);
    }

    /** The difference as a JSON object. */
    public JsonObject json() {
        JsonObject json = new JsonObject()
                .put("difference", kind.name().toLowerCase(Locale.ROOT))
                .put("productKey", productKey);
        moduleName.ifPresent(name -> json.put("moduleName", name));
        if (!fields.isEmpty()) {
            JsonObject values = new JsonObject();
            fields.forEach(field -> values.put(
                    field.name(), new JsonObject().put("from", field.from()).put("to", field.to())));
            json.put("fields", values);
        }
        return json;
    }

    // As JSON writes it: on one line, and an empty text is visible.
    private static String quoted(String value) {
        return value == null ? "none" : Json.encode(value);
    }
}
