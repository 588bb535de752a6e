package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.failure.Result;
import java.util.Optional;

/**
 * A parameter of an operation and its rule (contract: "The operation the project exists for").
 *
 * @param name in a request, case-sensitive
 * @param column its name in the operation's statement
 * @param whenMissing the code if a required parameter is absent or empty; empty if it is optional
 * @param rule also applies to an empty optional value
 * @param whenInvalid the code if a value breaks the rule
 */
public record Parameter(
        String name, String column, Optional<ErrorCode> whenMissing, ParameterRule rule, ErrorCode whenInvalid) {

    static Parameter required(
            String name, String column, ErrorCode whenMissing, ParameterRule rule, ErrorCode whenInvalid) {
        return new Parameter(name, column, Optional.of(whenMissing), rule, whenInvalid);
    }

    static Parameter optional(String name, String column, ParameterRule rule, ErrorCode whenInvalid) {
        return new Parameter(name, column, Optional.empty(), rule, whenInvalid);
    }

    /** Whether a request must have it. */
    public boolean isRequired() {
        return whenMissing.isPresent();
    }

    /**
     * Returns the value for the store, empty if the request has no value.
     *
     * @param value as in the request, {@code null} if it is absent
     */
    public Result<Optional<String>> check(String value) {
        if (whenMissing.isPresent() && (value == null || value.isEmpty())) {
            return Result.failed(Failure.of(whenMissing.get()));
        }
        if (value == null) {
            return Result.ok(Optional.empty());
        }
        Optional<String> stored = rule.accept().apply(value);
        return stored.isPresent() ? Result.ok(stored) : Result.failed(Failure.of(whenInvalid));
    }
}
