package dev.otagate.operation;

import java.util.List;
import java.util.Optional;

/**
 * A field that a response may have, for the API's description.
 *
 * @param name in camel case
 * @param type of its value, as JSON Schema names it; of a list's records where it is one
 * @param isList whether there are any number of it
 * @param element the name of one record of a list that Alibaba's API wraps
 * @param description what it says
 * @param fields those of an object
 */
public record ResponseField(
        String name,
        String type,
        boolean isList,
        Optional<String> element,
        String description,
        List<ResponseField> fields) {
    static ResponseField text(String name, String description) {
        return new ResponseField(name, "string", false, Optional.empty(), description, List.of());
    }

    static ResponseField number(String name, String description) {
        return new ResponseField(name, "integer", false, Optional.empty(), description, List.of());
    }

    static ResponseField truth(String name, String description) {
        return new ResponseField(name, "boolean", false, Optional.empty(), description, List.of());
    }

    static ResponseField object(String name, String description, ResponseField... fields) {
        return new ResponseField(name, "object", false, Optional.empty(), description, List.of(fields));
    }

    static ResponseField list(String name, String description, ResponseField... fields) {
        return new ResponseField(name, "object", true, Optional.empty(), description, List.of(fields));
    }

    /** A list that Alibaba's API wraps into an object with the one field {@code element}. */
    static ResponseField wrappedList(String name, String element, String description, ResponseField... fields) {
        return new ResponseField(name, "object", true, Optional.of(element), description, List.of(fields));
    }
}
