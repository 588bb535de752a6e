package dev.otagate.failure;

import java.util.function.Consumer;
import java.util.function.Function;

/** The value that a check returns, or the error with which it rejects the request. */
public sealed interface Result<T> {
    record Ok<T>(T value) implements Result<T> {}

    record Failed<T>(Failure failure) implements Result<T> {}

    /** Returns what the function for this case returns. */
    default <R> R fold(Function<? super T, R> ok, Function<Failure, R> failed) {
        return this instanceof Ok<T> success ? ok.apply(success.value()) : failed.apply(((Failed<T>) this).failure());
    }

    /** Calls the consumer for this case. */
    default void match(Consumer<? super T> ok, Consumer<Failure> failed) {
        Runnable call = fold(value -> () -> ok.accept(value), failure -> () -> failed.accept(failure));
        call.run();
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
