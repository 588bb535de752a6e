package dev.otagate.openapi;

import dev.otagate.failure.ErrorCode;
import dev.otagate.operation.Operation;
import dev.otagate.operation.ResponseField;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The schemas of responses, in both dialects (contract: "Two dialects, one behaviour"). */
final class ResponseSchemas {
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> BOOLEAN = Map.of("type", "boolean");

    private ResponseSchemas() {}

    /** The responses of one operation, by status. */
    static Map<String, Object> of(Operation operation) {
        Map<String, Object> responses = new TreeMap<>();
        responses.put(
                "200",
                response(
                        "Success, or a business error of the operation. Version selects the dialect.",
                        Map.of("anyOf", List.of(tuya(operation), alibaba(operation))),
                        operation.idempotent().isPresent()
                                ? Map.of(
                                        "Idempotent-Replayed",
                                        header("true: the stored response of an earlier request."))
                                : Map.of()));
        Arrays.stream(ErrorCode.values())
                .filter(code -> code.status() != 200)
                .forEach(code -> responses.computeIfAbsent(
                        Integer.toString(code.status()), status -> rejections(code.status())));
        return responses;
    }

    /** The schemas that all operations share. */
    static Map<String, Object> shared() {
        return Map.of(
                "TuyaRejection",
                record(
                        Map.of("code", TEXT, "errorMessage", TEXT, "requestId", TEXT, "success", BOOLEAN),
                        List.of("code")),
                "AlibabaRejection",
                record(
                        Map.of("RequestId", TEXT, "HostId", TEXT, "Code", TEXT, "Message", TEXT, "Recommend", TEXT),
                        List.of("Code", "Message")));
    }

    private static Map<String, Object> rejections(int status) {
        List<String> codes = Arrays.stream(ErrorCode.values())
                .filter(code -> code.status() == status)
                .map(ErrorCode::code)
                .toList();
        boolean retryAfter = status == ErrorCode.THROTTLED.status() || status == ErrorCode.SERVICE_UNAVAILABLE.status();
        return response(
                String.join(", ", codes),
                Map.of(
                        "anyOf",
                        List.of(
                                OpenApiDocument.reference("schemas", "TuyaRejection"),
                                OpenApiDocument.reference("schemas", "AlibabaRejection"))),
                retryAfter ? Map.of("Retry-After", header("Seconds.")) : Map.of());
    }

    private static Map<String, Object> header(String description) {
        return Map.of("description", description, "schema", TEXT);
    }

    private static Map<String, Object> response(
            String description, Map<String, Object> schema, Map<String, Object> headers) {
        return Map.of(
                "description",
                description,
                "headers",
                headers,
                "content",
                Map.of("application/json", Map.of("schema", schema), "text/xml", Map.of("schema", TEXT)));
    }

    private static Map<String, Object> tuya(Operation operation) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("code", Map.of("type", "string", "description", "Empty on success."));
        properties.put("errorMessage", TEXT);
        properties.put("requestId", TEXT);
        properties.put("success", BOOLEAN);
        operation.response().forEach(field -> properties.put(field.name(), schema(field, UnaryOperator.identity())));
        return record(properties, List.of("code", "requestId", "success"));
    }

    private static Map<String, Object> alibaba(Operation operation) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("RequestId", TEXT);
        properties.put("Success", BOOLEAN);
        properties.put("Code", Map.of("type", "string", "description", "Absent on success."));
        properties.put("ErrorMessage", TEXT);
        properties.put("Message", TEXT);
        operation
                .response()
                .forEach(field -> properties.put(pascalCase(field.name()), schema(field, ResponseSchemas::pascalCase)));
        return record(properties, List.of("RequestId", "Success"));
    }

    private static Map<String, Object> schema(ResponseField field, UnaryOperator<String> naming) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", field.type());
        if (!field.fields().isEmpty()) {
            Map<String, Object> properties = new LinkedHashMap<>();
            field.fields().forEach(each -> properties.put(naming.apply(each.name()), schema(each, naming)));
            schema.put("properties", properties);
        }
        if (!field.isList()) {
            schema.put("description", field.description());
            return schema;
        }
        Map<String, Object> list = Map.of("type", "array", "description", field.description(), "items", schema);
        boolean wraps = field.element().isPresent() && !naming.apply("a").equals("a");
        return wraps
                ? Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of(naming.apply(field.element().get()), list))
                : list;
    }

    private static Map<String, Object> record(Map<String, Object> properties, List<String> required) {
        return Map.of("type", "object", "properties", properties, "required", required);
    }

    private static String pascalCase(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
