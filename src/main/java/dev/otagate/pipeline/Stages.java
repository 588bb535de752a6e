package dev.otagate.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * The stages in order. The compiler checks that each stage takes what the stage before it passes on.
 *
 * @param <T> what the last stage passes on
 */
final class Stages<T> {
    private final List<StageHandler<?, ?>> handlers;

    private Stages(List<StageHandler<?, ?>> handlers) {
        this.handlers = handlers;
    }

    static <I, O> Stages<O> first(StageHandler<I, O> handler) {
        return new Stages<>(List.of(handler));
    }

    <O> Stages<O> then(StageHandler<? super T, O> handler) {
        List<StageHandler<?, ?>> longer = new ArrayList<>(handlers);
        longer.add(handler);
        return new Stages<>(longer);
    }

    List<StageHandler<?, ?>> handlers() {
        return handlers;
    }
}
