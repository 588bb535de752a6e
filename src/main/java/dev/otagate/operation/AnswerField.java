package dev.otagate.operation;

import java.util.List;
import java.util.Optional;

/**
 * A field that an answer may have, for the API's description.
 *
 * @param name in camel case
 * @param type of its value, as JSON Schema names it; of a list's records where it is one
 * @param isList whether there are any number of it
 * @param element the name of one record of a list that Alibaba's API wraps
 * @param description what it says
 * @param fields those of an object
 */
public record AnswerField(
        String name,
        String type,
        boolean isList,
        Optional<String> element,
        String description,
        List<AnswerField> fields) {
    static AnswerField text(String name, String description) {
        return new AnswerField(name, "string", false, Optional.empty(), description, List.of());
    }

    static AnswerField number(String name, String description) {
        return new AnswerField(name, "integer", false, Optional.empty(), description, List.of());
    }

    static AnswerField truth(String name, String description) {
        return new AnswerField(name, "boolean", false, Optional.empty(), description, List.of());
    }

    static AnswerField object(String name, String description, AnswerField... fields) {
        return new AnswerField(name, "object", false, Optional.empty(), description, List.of(fields));
    }

    static AnswerField list(String name, String description, AnswerField... fields) {
        return new AnswerField(name, "object", true, Optional.empty(), description, List.of(fields));
    }

    /** A list that Alibaba's API wraps into an object with the one field {@code element}. */
    static AnswerField wrappedList(String name, String element, String description, AnswerField... fields) {
        return new AnswerField(name, "object", true, Optional.of(element), description, List.of(fields));
    }
}
