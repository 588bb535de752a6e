package dev.otagate.console;

import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.operation.Parameter;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code catalogue}: the operations with the rules of their parameters, for one form each. */
final class CatalogueEndpoint implements Endpoint {
    private final Reply catalogue;

    CatalogueEndpoint(OperationCatalogue operations) {
        List<JsonObject> all =
                operations.all().stream().map(CatalogueEndpoint::json).toList();
        catalogue = Reply.ok(new JsonObject().put("operations", new JsonArray(all)));
    }

    @Override
    public Future<Reply> respond(Call call) {
        return Future.succeededFuture(catalogue);
    }

    private static JsonObject json(Operation operation) {
        return new JsonObject()
                .put("name", operation.name())
                .put("summary", operation.summary())
                .put("changes", operation.idempotent().isPresent())
                .put(
                        "parameters",
                        new JsonArray(operation
                                .allParameters()
                                .map(CatalogueEndpoint::json)
                                .toList()));
    }

    private static JsonObject json(Parameter parameter) {
        Map<String, Object> schema = parameter.rule().schema();
        JsonObject json = new JsonObject()
                .put("name", parameter.name())
                .put("required", parameter.isRequired())
                .put("description", parameter.rule().description())
                .put("type", type(schema))
                .put("pattern", pattern(schema))
                .put("example", example(schema));
        for (String bound : List.of("minLength", "maxLength", "minimum", "maximum", "enum")) {
            json.put(bound, schema.get(bound));
        }
        return json;
    }

    private static Object type(Map<String, Object> schema) {
        return schema.containsKey("contentMediaType") ? "json" : schema.get("type");
    }

    // JSON Schema has the patterns of JavaScript, with the flag u.
    private static Object pattern(Map<String, Object> schema) {
        return schema.get("enum") instanceof List<?> words
                ? words.stream().map(Object::toString).collect(Collectors.joining("|", "^(?:", ")$"))
                : schema.get("pattern");
    }

    private static Object example(Map<String, Object> schema) {
        return schema.get("examples") instanceof List<?> examples ? examples.get(0) : null;
    }
}
