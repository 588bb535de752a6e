package dev.otagate.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * The rule of a parameter's values, in Java for the gateway and as JSON Schema (2020-12) for the API's description. Lengths count code
 * points in both.
 *
 * @param description one sentence for the API's description
 * @param schema the rule as JSON Schema
 * @param accept returns the value for the store, empty if the request's value breaks the rule
 */
public record ParameterRule(String description, Map<String, Object> schema, Function<String, Optional<String>> accept) {
    /** Text of a length in code points, both bounds allowed, and of characters of one kind. */
    static ParameterRule text(String description, int min, int max, String pattern, IntPredicate kind) {
        return textIf(
                description, min, max, pattern, value -> value.codePoints().allMatch(kind));
    }

    /** Text of a length in code points, both bounds allowed, for which a condition holds. */
    static ParameterRule textIf(String description, int min, int max, String pattern, Predicate<String> condition) {
        Map<String, Object> schema = Map.of("type", "string", "minLength", min, "maxLength", max, "pattern", pattern);
        return new ParameterRule(
                description,
                schema,
                value -> hasLength(value, min, max) && condition.test(value) ? Optional.of(value) : Optional.empty());
    }

    /** A whole number in decimal digits, both bounds allowed. */
    static ParameterRule number(String description, int min, int max) {
        Map<String, Object> schema = Map.of("type", "integer", "minimum", min, "maximum", max);
        return new ParameterRule(
                description, schema, value -> isBetween(value, min, max) ? Optional.of(value) : Optional.empty());
    }

    /** One of a few words. */
    static ParameterRule oneOf(String description, String... words) {
        List<String> choices = List.of(words);
        return new ParameterRule(
                description,
                Map.of("type", "string", "enum", choices),
                value -> choices.contains(value) ? Optional.of(value) : Optional.empty());
    }

    private static boolean hasLength(String value, int min, int max) {
        int length = value.codePointCount(0, value.length());
        return length >= min && length <= max;
    }

    private static boolean isBetween(String value, int min, int max) {
        if (value.isEmpty() || value.length() > 10 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        long number = Long.parseLong(value);
        return number >= min && number <= max;
    }
}
