package dev.otagate.operation;

import java.util.List;
import java.util.Optional;

/**
 * A field that a response may have, for the API's description.
 *
 * @param name in camel case
 * @param type the JSON Schema type of its value, or of one record if it is a list
 * @param isList whether it is a list
 * @param element the name of one record, if Alibaba's API wraps the list
 * @param description one sentence for the API's description
 * @param fields the fields of an object
 */
public record ResponseField(
        String name,
        String type,
        boolean isList,
        Optional<String> element,
        String description,
        List<ResponseField> fields) {
    static ResponseField text(String name, String description) {
        return single(name, "string", description);
    }

    static ResponseField number(String name, String description) {
        return single(name, "integer", description);
    }

    static ResponseField bool(String name, String description) {
        return single(name, "boolean", description);
    }

    static ResponseField object(String name, String description, ResponseField... fields) {
        return single(name, "object", description, fields);
    }

    static ResponseField list(String name, String description, ResponseField... fields) {
        return new ResponseField(name, "object", true, Optional.empty(), description, List.of(fields));
    }

    /** A list that Alibaba's API wraps into an object with the one field {@code element}. */
    static ResponseField wrappedList(String name, String element, String description, ResponseField... fields) {
        return new ResponseField(name, "object", true, Optional.of(element), description, List.of(fields));
    }

    private static ResponseField single(String name, String type, String description, ResponseField... fields) {
        return new ResponseField(name, type, false, Optional.empty(), description, List.of(fields));
    }
}
