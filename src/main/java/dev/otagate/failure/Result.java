package dev.otagate.failure;

import java.util.function.Consumer;
import java.util.function.Function;

/** The value that a check returns, or the error with which it rejects the request. */
public sealed interface Result<T> {
    /** A value. */
    record Ok<T>(T value) implements Result<T> {
        @Override
        public <R> R fold(Function<? super T, R> ok, Function<Failure, R> failed) {
            return ok.apply(value);
        }
    }

    /** A rejection. */
    record Failed<T>(Failure failure) implements Result<T> {
        @Override
        public <R> R fold(Function<? super T, R> ok, Function<Failure, R> failed) {
            return failed.apply(failure);
        }
    }

    /** Returns what the function for this case returns. */
    <R> R fold(Function<? super T, R> ok, Function<Failure, R> failed);

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
