package dev.otagate.pipeline;

/**
 * A stage of the {@link Pipeline}. It takes the value of the previous stage, and passes on a value of its own or responds. Every field of
 * such a value is set.
 *
 * @param <I> the value that it takes
 * @param <O> the value that it passes on
 */
interface StageHandler<I, O> {
    /** Handles one request, which ends with a call of {@link #next} or with a response, now or later. */
    void handle(Exchange exchange, I request);

    default void next(Exchange exchange, O request) {
        exchange.next(request);
    }
}
