package dev.otagate.chaos;

import dev.otagate.chaos.History.Phase;
import dev.otagate.chaos.Operation.Result;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What clients saw in each phase; an operation belongs to the phase in which it was called. */
final class PhaseReport {
    private final List<Phase> phases;
    private final List<Operation> operations;

    PhaseReport(History history) {
        phases = history.phases();
        operations = history.operations().stream()
                .sorted(Comparator.comparingLong(Operation::invokedNanos))
                .toList();
    }

    /** A table with a row a phase. */
    void print() {
        System.out.printf(
                "%n%-22s %8s %8s %8s %8s  %-20s %s%n",
                "phase", "called", "done", "rejected", "unknown", "longest without, ms", "of the unknown");
        IntStream.range(0, phases.size()).forEach(i -> {
            List<Operation> called = called(i);
            System.out.printf(
                    "%-22s %8d %8d %8d %8d  %-20d %s%n",
                    phases.get(i).name(),
                    called.size(),
                    count(called, Result.Done.class) + count(called, Result.Listed.class),
                    count(called, Result.Rejected.class),
                    count(called, Result.Unknown.class),
                    longestWithoutMs(called),
                    reasons(called));
        });
    }

    /** How many operations that were called in phases of that name had no response. */
    long unknownIn(String phase) {
        return IntStream.range(0, phases.size())
                .filter(i -> phases.get(i).name().equals(phase))
                .mapToLong(i -> count(called(i), Result.Unknown.class))
                .sum();
    }

    /** How many changes had no response though they were sent again and again. */
    long givenUp() {
        return operations.stream()
                .filter(operation -> operation.result() instanceof Result.Unknown unknown && unknown.retried())
                .count();
    }

    private List<Operation> called(int phase) {
        long from = phases.get(phase).startedNanos();
        long to = phase + 1 < phases.size() ? phases.get(phase + 1).startedNanos() : Long.MAX_VALUE;
        return operations.stream()
                .filter(operation -> operation.invokedNanos() >= from && operation.invokedNanos() < to)
                .toList();
    }

    private static long count(List<Operation> operations, Class<? extends Result> result) {
        return operations.stream()
                .filter(operation -> result.isInstance(operation.result()))
                .count();
    }

    private static long longestWithoutMs(List<Operation> operations) {
        long[] responses = operations.stream()
                .filter(operation -> !operation.isUnknown())
                .mapToLong(Operation::returnedNanos)
                .sorted()
                .toArray();
        return TimeUnit.NANOSECONDS.toMillis(IntStream.range(1, responses.length)
                .mapToLong(i -> responses[i] - responses[i - 1])
                .max()
                .orElse(0));
    }

    private static Map<String, Long> reasons(List<Operation> operations) {
        return operations.stream()
                .map(Operation::result)
                .filter(Result.Unknown.class::isInstance)
                .map(result -> ((Result.Unknown) result).why())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }
}
