package dev.otagate.failure;

/** What a stage makes of a request: a value, or the reason why there is none. */
public sealed interface Result<T> {
    /** The stage's value. */
    record Ok<T>(T value) implements Result<T> {}

    /** The request is rejected. */
    record Failed<T>(Failure failure) implements Result<T> {}

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
