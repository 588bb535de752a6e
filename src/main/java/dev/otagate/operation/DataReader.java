package dev.otagate.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.failure.ErrorCode;
import dev.otagate.store.WrappedList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the JSON that a statement returns as maps, lists, text, whole numbers and truth values. It adds the message to each error code,
 * as the database has none.
 *
 * @param element the name of a record of the list {@code list}, if Alibaba's API wraps that list
 */
record DataReader(Optional<String> element) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads lists that no dialect wraps. */
    static final DataReader PLAIN = new DataReader(Optional.empty());

    /** The fields of an object; fails with {@link IllegalStateException} if it is none. */
    Map<String, Object> read(String object) {
        try {
            return fields(JSON.readTree(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the statement does not return JSON", e);
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
        return switch (node.getNodeType()) {
            case OBJECT -> fields(node);
            case ARRAY -> list(name, node);
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.longValue();
            default -> node.textValue();
        };
    }

    private Object list(String name, JsonNode array) {
        List<Map<String, Object>> records = new ArrayList<>(array.size());
        array.forEach(each -> records.add(fields(each)));
        return element.isPresent() && name.equals("list") ? new WrappedList(element.get(), records) : records;
    }
}
