package dev.otagate.store;

import java.util.List;
import java.util.Map;

/**
 * What a query found, in words that belong to no dialect: names in camel case, values as text, whole numbers or truth values.
 * Immutable.
 */
public sealed interface AnswerData {
    /** A list of records, in the order in which they are told. */
    record Records(List<Map<String, Object>> records) implements AnswerData {}

    /** One record; its fields in the order in which they are told. A value may be {@code AnswerData} itself. */
    record Single(Map<String, Object> fields) implements AnswerData {}
}
