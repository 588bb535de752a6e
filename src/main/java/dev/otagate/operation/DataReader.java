package dev.otagate.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.failure.ErrorCode;
import dev.otagate.store.ResponseData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a statement tells in JSON. A field {@code code} of a record is followed by its message, which the database does
 * not know.
 *
 * @param element the name of a record of the list {@code list}, where Alibaba's API wraps it
 */
record DataReader(Optional<String> element) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads lists that no dialect wraps. */
    static final DataReader PLAIN = new DataReader(Optional.empty());

    /** The fields of an object; fails with {@link IllegalStateException} where it is none. */
    Map<String, Object> read(String object) {
        try {
            return fields(JSON.readTree(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the statement does not tell JSON", e);
        }
    }

    private Map<String, Object> fields(JsonNode object) {
        Map<String, Object> fields = new LinkedHashMap<>();
        object.fields().forEachRemaining(field -> {
            fields.put(field.getKey(), value(field.getKey(), field.getValue()));
            if (field.getKey().equals("code")) {
                ErrorCode.named(field.getValue().asText())
                        .ifPresent(code -> fields.put("errorMessage", code.message()));
            }
        });
        return fields;
    }

    private Object value(String name, JsonNode node) {
        if (node.isObject()) {
            return new ResponseData.Single(fields(node));
        }
        if (node.isArray()) {
            List<Map<String, Object>> records = new ArrayList<>(node.size());
            node.forEach(each -> records.add(fields(each)));
            return new ResponseData.Records(name.equals("list") ? element : Optional.empty(), records);
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNumber() ? (Object) node.longValue() : node.textValue();
    }
}
