package dev.otagate.chaos;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for an order of a product's operations that explains all their results, where each took effect at one moment between its
 * call and its response (Herlihy and Wing; the search is Wing's and Gong's, with Lowe's memory of what was tried). An operation of
 * unknown result may have taken effect at any time after its call, or never.
 */
final class LinearizabilityChecker {
    /** What the search found. */
    enum Verdict {
        LINEARIZABLE,
        NOT_LINEARIZABLE,
        /** Given up after the given number of steps: nothing is known. */
        UNDECIDED
    }

    private final int maxSteps;

    LinearizabilityChecker(int maxSteps) {
        this.maxSteps = maxSteps;
    }

    /** Checks the operations of one product, in any order. */
    Verdict check(List<Operation> history) {
        // Those that are known first: what is unknown is only taken where nothing else explains a result.
        List<Operation> operations = Stream.concat(
                        history.stream()
                                .filter(operation -> !operation.isUnknown())
                                .sorted(Comparator.comparingLong(Operation::invokedNanos)),
                        history.stream().filter(Operation::isUnknown))
                .toList();
        int known = (int)
                history.stream().filter(operation -> !operation.isUnknown()).count();
        Deque<Step> path = new ArrayDeque<>();
        path.push(new Step(new BitSet(), initial(operations)));
        Set<Step> seen = new HashSet<>();
        for (int steps = 0; !path.isEmpty(); steps++) {
            if (steps > maxSteps) {
                return Verdict.UNDECIDED;
            }
            Step step = path.pop();
            if (step.done().nextClearBit(0) >= known) {
                return Verdict.LINEARIZABLE;
            }
            if (seen.add(step)) {
                pushNext(operations, step, path);
            }
        }
        return Verdict.NOT_LINEARIZABLE;
    }

    // A product that a client created does not exist before; the others were there before the first operation.
    private static ProductModel initial(List<Operation> operations) {
        return operations.stream().anyMatch(operation -> operation.kind() == Operation.Kind.CREATE_PRODUCT)
                ? ProductModel.ABSENT
                : ProductModel.EMPTY;
    }

    private static void pushNext(List<Operation> operations, Step step, Deque<Step> path) {
        long firstReturn = firstReturn(operations, step.done());
        // Backwards, so that the first is tried first.
        for (int i = operations.size() - 1; i >= 0; i--) {
            Operation operation = operations.get(i);
            // What was called after another had returned comes after it.
            if (!step.done().get(i) && operation.invokedNanos() <= firstReturn) {
                Optional<ProductModel> next = step.model().after(operation);
                if (next.isPresent() && !(operation.isUnknown() && next.get().equals(step.model()))) {
                    path.push(step.with(i, next.get()));
                }
            }
        }
    }

    private static long firstReturn(List<Operation> operations, BitSet done) {
        long first = Long.MAX_VALUE;
        for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
            first = Math.min(first, operations.get(i).returnedNanos());
        }
        return first;
    }

    private record Step(BitSet done, ProductModel model) {
        Step with(int operation, ProductModel next) {
            BitSet more = (BitSet) done.clone();
            more.set(operation);
            return new Step(more, next);
        }
    }
}
