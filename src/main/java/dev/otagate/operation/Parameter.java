package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A parameter of an operation and its rule (contract: "The operation the project exists for").
 *
 * @param name in a request, case-sensitive
 * @param column its name in the operation's statement
 * @param whenMissing the error if a required parameter is absent or empty; empty if it is optional
 * @param rule also applies to an empty optional value
 * @param whenInvalid the error if a value breaks the rule
 */
public record Parameter(
        String name, String column, Optional<ErrorCode> whenMissing, ParameterRule rule, ErrorCode whenInvalid) {

    static Parameter required(String name, ErrorCode whenMissing, ParameterRule rule, ErrorCode whenInvalid) {
        return new Parameter(name, snakeCase(name), Optional.of(whenMissing), rule, whenInvalid);
    }

    static Parameter optional(String name, ParameterRule rule, ErrorCode whenInvalid) {
        return new Parameter(name, snakeCase(name), Optional.empty(), rule, whenInvalid);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    public boolean isRequired() {
        return whenMissing.isPresent();
    }

    /**
     * Returns the error of a value, or passes on what the store gets for it: {@code null} if the request has no value.
     *
     * @param value as in the request, {@code null} if it is absent
     */
    Optional<ErrorCode> check(String value, Consumer<String> stored) {
        if (whenMissing.isPresent() && (value == null || value.isEmpty())) {
            return whenMissing;
        }
        Optional<String> accepted =
                value == null ? Optional.empty() : rule.accept().apply(value);
        if (value != null && accepted.isEmpty()) {
            return Optional.of(whenInvalid);
        }
        stored.accept(accepted.orElse(null));
        return Optional.empty();
    }
}
