package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.failure.Result;
import dev.otagate.store.DryRun;
import dev.otagate.store.StoreStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One operation of the API. Immutable and shared by all event loops.
 *
 * @param name the value of the parameter {@code Action} that calls it
 * @param summary what it does, in one sentence
 * @param parameters its own parameters, in the order of their checks and of the statement's columns
 * @param statement runs a request
 * @param idempotent runs a request whose first response is stored for retries; empty if the operation only reads
 * @param response the fields of a success, besides those that every response has
 * @param cost returns the cost of the parameters' values, at least 1: the permits of a request, and its weight in the store's queue
 */
public record Operation(
        String name,
        String summary,
        List<Parameter> parameters,
        StoreStatement statement,
        Optional<StoreStatement> idempotent,
        List<ResponseField> response,
        ToIntFunction<List<String>> cost) {
    /** The parameter of every operation with stored responses, besides its own; an empty value counts as absent. */
    public static final Parameter CLIENT_TOKEN = Parameter.optional(
            "ClientToken",
            ParameterRule.text(
                    "A retry with the same token and parameters gets the first response again, for at least 24 hours.",
                    0,
                    64,
                    "^[ -~]*$",
                    c -> c >= ' ' && c <= '~'),
            ErrorCode.INVALID_PARAMETER);

    /** The parameter of every operation that changes something, besides its own: everything is checked, and nothing is changed. */
    public static final Parameter DRY_RUN = Parameter.optional(
            "DryRun",
            ParameterRule.oneOf(
                    "true: checks everything and changes nothing; a success is the error DryRunOperation. Default false.",
                    "true",
                    "false"),
            ErrorCode.INVALID_PARAMETER);

    private static final List<Parameter> OF_CHANGES = List.of(CLIENT_TOKEN, DRY_RUN);
    private static final String NONCES = Statements.nonces();

    /**
     * Checks the operation's own parameters, in their order, its ClientToken and DryRun.
     *
     * @param request returns a parameter of the request, {@code null} if it is absent
     * @return a value for each parameter, {@code null} if it is absent
     */
    public Result<List<String>> check(UnaryOperator<String> request) {
        List<String> values = new ArrayList<>(parameters.size());
        for (Parameter parameter : parameters) {
            Optional<ErrorCode> error = parameter.check(request.apply(parameter.name()), values::add);
            if (error.isPresent()) {
                return Result.failed(error.get());
            }
        }
        for (Parameter parameter : idempotent.isPresent() ? OF_CHANGES : List.<Parameter>of()) {
            if (parameter.check(request.apply(parameter.name()), valid -> {}).isPresent()) {
                return Result.failed(Failure.of(ErrorCode.INVALID_PARAMETER, parameter.name()));
            }
        }
        return Result.ok(Collections.unmodifiableList(values));
    }

    /** Whether a request is a dry run of this operation. */
    public boolean isDryRun(UnaryOperator<String> request) {
        return idempotent.isPresent() && "true".equals(request.apply(DRY_RUN.name()));
    }

    /**
     * The statement of a request.
     *
     * @param stored whether its first response is stored for retries
     */
    public StoreStatement statement(boolean stored, boolean dryRun) {
        StoreStatement chosen = stored ? idempotent.orElse(statement) : statement;
        return dryRun ? DryRun.of(chosen, NONCES) : chosen;
    }

    /** The parameters that a request can have: its own, and those of all changes. */
    public Stream<Parameter> allParameters() {
        return Stream.concat(parameters.stream(), idempotent.isPresent() ? OF_CHANGES.stream() : Stream.empty());
    }

    /** Whether one request makes many changes; its body may be larger than that of others. */
    public boolean isBatch() {
        return name.startsWith("Batch");
    }

    /** An operation that changes something. Its requests cost 1. */
    static Operation change(
            String name,
            String summary,
            List<Parameter> parameters,
            StoreStatement statement,
            StoreStatement stored,
            ResponseField... response) {
        return new Operation(name, summary, parameters, statement, Optional.of(stored), List.of(response), values -> 1);
    }

    /** An operation that only reads. Its requests cost 1. */
    static Operation query(
            String name,
            String summary,
            List<Parameter> parameters,
            StoreStatement statement,
            ResponseField... response) {
        return new Operation(name, summary, parameters, statement, Optional.empty(), List.of(response), values -> 1);
    }
}
