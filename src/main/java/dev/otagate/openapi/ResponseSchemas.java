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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The schemas of responses, in both dialects (contract: "Two dialects, one behaviour"). */
final class ResponseSchemas {
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> BOOLEAN = Map.of("type", "boolean");

    private static final Map<String, Object> REPLAYED =
            Map.of("Idempotent-Replayed", header("true: the stored response of an earlier request."));

    private ResponseSchemas() {}

    static Map<String, Object> of(Operation operation) {
        Map<String, Object> responses = new TreeMap<>();
        responses.put(
                "200",
                response(
                        "Success, or a business error of the operation. Version selects the dialect.",
                        List.of(tuya(operation), alibaba(operation)),
                        operation.idempotent().isPresent() ? REPLAYED : Map.of()));
        Arrays.stream(ErrorCode.values())
                .map(ErrorCode::status)
                .filter(status -> status != 200)
                .forEach(status -> responses.put(Integer.toString(status), rejections(status)));
        return responses;
    }

    static Map<String, Object> shared() {
        Map<String, Object> tuya = Map.of("code", TEXT, "errorMessage", TEXT, "requestId", TEXT, "success", BOOLEAN);
        Map<String, Object> alibaba =
                Map.of("RequestId", TEXT, "HostId", TEXT, "Code", TEXT, "Message", TEXT, "Recommend", TEXT);
        return Map.of(
                "TuyaRejection", record(tuya, List.of("code")),
                "AlibabaRejection", record(alibaba, List.of("Code", "Message")));
    }

    private static Map<String, Object> rejections(int status) {
        String codes = Arrays.stream(ErrorCode.values())
                .filter(code -> code.status() == status)
                .map(ErrorCode::code)
                .collect(Collectors.joining(", "));
        boolean retryAfter = status == ErrorCode.THROTTLED.status() || status == ErrorCode.SERVICE_UNAVAILABLE.status();
        return response(
                codes,
                Stream.of("TuyaRejection", "AlibabaRejection")
                        .map(name -> OpenApiDocument.reference("schemas", name))
                        .toList(),
                retryAfter ? Map.of("Retry-After", header("Seconds.")) : Map.of());
    }

    private static Map<String, Object> header(String description) {
        return Map.of("description", description, "schema", TEXT);
    }

    private static Map<String, Object> response(String description, List<?> anyOf, Map<String, Object> headers) {
        Map<String, Object> content = Map.of(
                "application/json", Map.of("schema", Map.of("anyOf", anyOf)),
                "text/xml", Map.of("schema", TEXT));
        return Map.of("description", description, "headers", headers, "content", content);
    }

    private static Map<String, Object> tuya(Operation operation) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("code", Map.of("type", "string", "description", "Empty on success."));
        properties.put("errorMessage", TEXT);
        properties.put("requestId", TEXT);
        properties.put("success", BOOLEAN);
        addFields(properties, operation.response(), UnaryOperator.identity());
        return record(properties, List.of("code", "requestId", "success"));
    }

    private static Map<String, Object> alibaba(Operation operation) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("RequestId", TEXT);
        properties.put("Success", BOOLEAN);
        properties.put("Code", Map.of("type", "string", "description", "Absent on success."));
        properties.put("ErrorMessage", TEXT);
        properties.put("Message", TEXT);
        addFields(properties, operation.response(), ResponseSchemas::pascalCase);
        return record(properties, List.of("RequestId", "Success"));
    }

    private static void addFields(
            Map<String, Object> properties, List<ResponseField> fields, UnaryOperator<String> naming) {
        fields.forEach(field -> properties.put(naming.apply(field.name()), schema(field, naming)));
    }

    private static Map<String, Object> schema(ResponseField field, UnaryOperator<String> naming) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", field.type());
        if (!field.fields().isEmpty()) {
            Map<String, Object> properties = new LinkedHashMap<>();
            addFields(properties, field.fields(), naming);
            schema.put("properties", properties);
        }
        if (!field.isList()) {
            schema.put("description", field.description());
            return schema;
        }
        Map<String, Object> list = Map.of("type", "array", "description", field.description(), "items", schema);
        if (field.element().isEmpty() || naming.apply("a").equals("a")) {
            return list;
        }
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of(naming.apply(field.element().get()), list));
    }

    private static Map<String, Object> record(Map<String, Object> properties, List<String> required) {
        return Map.of("type", "object", "properties", properties, "required", required);
    }

    private static String pascalCase(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
