package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A parameter of an operation and its rule (contract: "The operation the project exists for").
 *
 * @param name as a request names it, case-sensitive
 * @param whenMissing the code where a required parameter is absent or empty; nothing where it is optional
 * @param rule what a value must fulfil; asked for an empty optional value, too
 * @param whenInvalid the code where the rule is broken
 */
public record Parameter(String name, Optional<ErrorCode> whenMissing, Predicate<String> rule, ErrorCode whenInvalid) {

    static Parameter required(String name, ErrorCode whenMissing, Predicate<String> rule, ErrorCode whenInvalid) {
        return new Parameter(name, Optional.of(whenMissing), rule, whenInvalid);
    }

    static Parameter optional(String name, Predicate<String> rule, ErrorCode whenInvalid) {
        return new Parameter(name, Optional.empty(), rule, whenInvalid);
    }

    /** What is wrong with a value, {@code null} being an absent one; nothing where it may pass. */
    public Optional<Failure> check(String value) {
        if (whenMissing.isPresent() && (value == null || value.isEmpty())) {
            return Optional.of(Failure.of(whenMissing.get()));
        }
        return value == null || rule.test(value) ? Optional.empty() : Optional.of(Failure.of(whenInvalid));
    }
}
