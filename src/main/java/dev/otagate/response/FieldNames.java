package dev.otagate.response;

import dev.otagate.store.WrappedList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The field names of a dialect, at every depth of a response's data.
 *
 * @param wrapsLists whether a {@link WrappedList} becomes an object with one field
 */
record FieldNames(UnaryOperator<String> naming, boolean wrapsLists) {
    void addTo(Map<String, Object> document, Map<?, ?> fields) {
        fields.forEach((name, value) -> document.put(naming.apply(name.toString()), renamed(value)));
    }

    private Object renamed(Object value) {
        if (value instanceof Map<?, ?> fields) {
            Map<String, Object> renamed = new LinkedHashMap<>();
            addTo(renamed, fields);
            return renamed;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::renamed).toList();
        }
        if (value instanceof WrappedList list) {
            return renamed(wrapsLists ? Map.of(list.element(), list.records()) : list.records());
        }
        return value;
    }
}
