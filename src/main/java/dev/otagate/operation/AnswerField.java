package dev.otagate.operation;

import java.util.List;

/**
 * A field that an answer may have, for the API's description.
 *
 * @param name in camel case
 * @param type of its value, as JSON Schema names it; of a list's records where it is one
 * @param isList whether there are any number of it
 * @param description what it says
 * @param fields those of an object
 */
public record AnswerField(String name, String type, boolean isList, String description, List<AnswerField> fields) {
    static AnswerField text(String name, String description) {
        return new AnswerField(name, "string", false, description, List.of());
    }

    static AnswerField number(String name, String description) {
        return new AnswerField(name, "integer", false, description, List.of());
    }

    static AnswerField truth(String name, String description) {
        return new AnswerField(name, "boolean", false, description, List.of());
    }

    static AnswerField object(String name, String description, AnswerField... fields) {
        return new AnswerField(name, "object", false, description, List.of(fields));
    }

    static AnswerField list(String name, String description, AnswerField... fields) {
        return new AnswerField(name, "object", true, description, List.of(fields));
    }
}
