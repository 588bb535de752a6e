package dev.otagate.failure;

import java.util.function.Consumer;

/** The value that a check returns, or the error with which it rejects the request. */
public sealed interface Result<T> {
    record Ok<T>(T value) implements Result<T> {}

    record Failed<T>(Failure failure) implements Result<T> {}

    /** Calls the consumer for this case. */
    default void match(Consumer<? super T> ok, Consumer<Failure> failed) {
        if (this instanceof Ok<T> success) {
            ok.accept(success.value());
        } else if (this instanceof Failed<T> rejection) {
            failed.accept(rejection.failure());
        }
    }

    static <T> Result<T> ok(T value) {
        return new Ok<>(value);
    }

    static <T> Result<T> failed(Failure failure) {
        return new Failed<>(failure);
    }

    static <T> Result<T> failed(ErrorCode code) {
        return new Failed<>(Failure.of(code));
    }
}
