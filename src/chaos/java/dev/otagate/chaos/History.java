package dev.otagate.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** All operations of a run, and its phases. Thread-safe. */
final class History {
    private final ConcurrentLinkedQueue<Operation> operations = new ConcurrentLinkedQueue<>();
    private final List<Phase> phases = new ArrayList<>();

    /**
     * A part of the run.
     *
     * @param startedNanos by {@link System#nanoTime}
     */
    record Phase(String name, long startedNanos) {}

    void add(Operation operation) {
        operations.add(operation);
    }

    synchronized void begin(String phase) {
        phases.add(new Phase(phase, System.nanoTime()));
    }

    synchronized List<Phase> phases() {
        return List.copyOf(phases);
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    Map<String, List<Operation>> byProduct() {
        return operations.stream().collect(Collectors.groupingBy(Operation::product));
    }
}
