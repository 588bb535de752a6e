package dev.otagate.operation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The rule of a parameter's values, in Java for the gateway and as JSON Schema (2020-12) for the API's description. Lengths count code
 * points in both.
 *
 * @param description one sentence for the API's description
 * @param schema the rule as JSON Schema
 * @param accept returns the value for the store, empty if the request's value breaks the rule
 */
public record ParameterRule(String description, Map<String, Object> schema, Function<String, Optional<String>> accept) {
    /** Up to 100 characters of any kind except NUL, which PostgreSQL cannot hold. */
    static final ParameterRule FREE_TEXT = text("Free text, may be empty.", 0, 100, "^[^\\u0000]*$", c -> c != 0);

    /** Text of a length in code points, both bounds allowed, and of characters of one kind. */
    static ParameterRule text(String description, int min, int max, String pattern, IntPredicate kind) {
        return textIf(
                description, min, max, pattern, value -> value.codePoints().allMatch(kind));
    }

    /** Text of a length in code points, both bounds allowed, for which a condition holds. */
    static ParameterRule textIf(String description, int min, int max, String pattern, Predicate<String> condition) {
        Map<String, Object> schema = Map.of("type", "string", "minLength", min, "maxLength", max, "pattern", pattern);
        return of(description, schema, value -> {
            int length = value.codePointCount(0, value.length());
            return length >= min && length <= max && condition.test(value);
        });
    }

    /** A whole number in at most ten decimal digits, both bounds allowed. */
    static ParameterRule number(String description, int min, int max) {
        Map<String, Object> schema = Map.of("type", "integer", "minimum", min, "maximum", max);
        Predicate<String> digits = Pattern.compile("[0-9]{1,10}").asMatchPredicate();
        return of(
                description,
                schema,
                value -> digits.test(value) && Long.parseLong(value) >= min && Long.parseLong(value) <= max);
    }

    /** One of a few words. */
    static ParameterRule oneOf(String description, String... words) {
        List<String> choices = List.of(words);
        return of(description, Map.of("type", "string", "enum", choices), choices::contains);
    }

    /** The same rule, with a value that obeys it, for the API's description. */
    ParameterRule withExample(String example) {
        Map<String, Object> described = new HashMap<>(schema);
        described.put("examples", List.of(example));
        return new ParameterRule(description, Map.copyOf(described), accept);
    }

    private static ParameterRule of(String description, Map<String, Object> schema, Predicate<String> isValid) {
        return new ParameterRule(
                description, schema, value -> Optional.of(value).filter(isValid));
    }
}
