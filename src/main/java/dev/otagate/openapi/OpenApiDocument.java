package dev.otagate.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.operation.Parameter;
import dev.otagate.operation.ParameterRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The API as an OpenAPI 3.1 document. All operations share the path {@code /}, which OpenAPI does not support. So each has a path with a
 * fragment, such as {@code /#Action=CreateOTAModule}, which no client sends.
 */
public final class OpenApiDocument {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final String STRING = "string";
    private static final String DESCRIPTION = "The OTA-module API of Tuya IoT on Alibaba Cloud, version 2018-01-20.";
    private static final String ACTION = "The operation; with ACS3, the header x-acs-action can replace it.";

    // The common parameters by name, without Action and Signature (contract: "Common parameters").
    private static final SortedMap<String, Map<String, Object>> COMMON = new TreeMap<>(Map.of(
            "AccessKeyId", Map.of("type", STRING),
            "SignatureMethod", Map.of("type", STRING, "enum", List.of("HMAC-SHA1", "HMAC-SHA256")),
            "SignatureNonce", Map.of("type", STRING, "minLength", 1, "maxLength", 128),
            "SignatureVersion", Map.of("type", STRING, "enum", List.of("1.0")),
            "Timestamp", Map.of("type", STRING, "pattern", "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$"),
            "Version", Map.of("type", STRING, "enum", List.of("2018-01-20")),
            "Format", Map.of("type", STRING, "pattern", "^(?:[Jj][Ss][Oo][Nn]|[Xx][Mm][Ll])$")));

    private OpenApiDocument() {}

    /**
     * The document in JSON.
     *
     * @param endpoint the URL of the API
     * @param version of the gateway
     */
    public static String of(OperationCatalogue catalogue, String endpoint, String version) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "otagate", "version", version, "description", DESCRIPTION));
        document.put("servers", List.of(Map.of("url", endpoint)));
        document.put("security", List.of(Map.of("rpc", List.of()), Map.of("acs3", List.of())));
        Map<String, Object> paths = new LinkedHashMap<>();
        catalogue.all().forEach(operation -> paths.put("/#Action=" + operation.name(), path(operation)));
        document.put("paths", paths);
        document.put("components", components());
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the OpenAPI document cannot be written", e);
        }
    }

    private static Map<String, Object> path(Operation operation) {
        Map<String, Object> get = call(operation, operation.name());
        List<Map<String, Object>> parameters = new ArrayList<>();
        parameters.add(inQuery("Action", ACTION, Map.of("const", operation.name()), true));
        operation.allParameters().forEach(parameter -> parameters.add(inQuery(parameter)));
        COMMON.keySet().forEach(name -> parameters.add(reference("parameters", name)));
        get.put("parameters", parameters);

        Map<String, Object> post = call(operation, operation.name() + "ByForm");
        post.put("requestBody", Map.of("content", Map.of(FORM, Map.of("schema", form(operation)))));
        return Map.of("get", get, "post", post);
    }

    private static Map<String, Object> call(Operation operation, String operationId) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("operationId", operationId);
        call.put("summary", operation.summary());
        call.put("responses", ResponseSchemas.of(operation));
        return call;
    }

    private static Map<String, Object> form(Operation operation) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("Action", Map.of("const", operation.name()));
        operation.allParameters().forEach(parameter -> properties.put(parameter.name(), described(parameter)));
        properties.putAll(COMMON);
        List<String> required = new ArrayList<>(List.of("Action"));
        operation.parameters().stream()
                .filter(Parameter::isRequired)
                .forEach(parameter -> required.add(parameter.name()));
        return Map.of("type", "object", "properties", properties, "required", required);
    }

    private static Map<String, Object> described(Parameter parameter) {
        Map<String, Object> schema = new LinkedHashMap<>(parameter.rule().schema());
        schema.put("description", parameter.rule().description());
        return schema;
    }

    private static Map<String, Object> inQuery(Parameter parameter) {
        ParameterRule rule = parameter.rule();
        return inQuery(parameter.name(), rule.description(), rule.schema(), parameter.isRequired());
    }

    private static Map<String, Object> inQuery(String name, String description, Object schema, boolean required) {
        return Map.of("name", name, "in", "query", "description", description, "schema", schema, "required", required);
    }

    private static Map<String, Object> components() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        COMMON.forEach((name, schema) ->
                parameters.put(name, inQuery(name, "Common to all operations; with ACS3, a header.", schema, false)));
        Map<String, Object> schemes = Map.of(
                "rpc", Map.of("type", "apiKey", "in", "query", "name", "Signature"),
                "acs3", Map.of("type", "apiKey", "in", "header", "name", "Authorization"));
        return Map.of("parameters", parameters, "schemas", ResponseSchemas.shared(), "securitySchemes", schemes);
    }

    static Map<String, Object> reference(String kind, String name) {
        return Map.of("$ref", "#/components/" + kind + "/" + name);
    }
}
