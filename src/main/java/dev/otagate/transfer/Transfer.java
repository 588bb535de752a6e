package dev.otagate.transfer;

import dev.otagate.transfer.ItemResult.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Writes the products of a source to a target in batches. A batch is written when it is full, or after half a second, so that a slow source
 * does not delay what is already read.
 *
 * @param stored receives the ProductKeys of each batch that the target has accepted completely
 * @param stopped whether to stop before the next product
 */
public record Transfer(
        Source source,
        Target target,
        Report report,
        Progress progress,
        Summary summary,
        Consumer<List<String>> stored,
        BooleanSupplier stopped) {
    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Returns whether all products were written; false if it was stopped. What was read before a failure is written. */
    public boolean run() {
        try {
            return writeAll();
        } catch (TransferException e) {
            if (stopped.getAsBoolean()) {
                // The target was closed to stop the transfer.
                return false;
            }
            throw e;
        } finally {
            progress.end();
        }
    }

    private boolean writeAll() {
        List<ProductContent> batch = new ArrayList<>();
        long begun = System.nanoTime();
        while (!stopped.getAsBoolean()) {
            Optional<ProductContent> next = nextAfter(batch);
            if (next.isEmpty()) {
                write(batch);
                return !stopped.getAsBoolean();
            }
            if (batch.isEmpty()) {
                begun = System.nanoTime();
            }
            batch.add(next.get());
            if (batch.size() == Target.MAX_PRODUCTS || System.nanoTime() - begun > BATCH_NANOS) {
                write(batch);
                batch.clear();
            }
        }
        write(batch);
        return false;
    }

    // Empty at the end, and if the source was closed to stop the transfer.
    private Optional<ProductContent> nextAfter(List<ProductContent> batch) {
        try {
            return source.next();
        } catch (TransferException e) {
            if (stopped.getAsBoolean()) {
                return Optional.empty();
            }
            write(batch);
            throw e;
        }
    }

    private void write(List<ProductContent> batch) {
        if (batch.isEmpty()) {
            return;
        }
        Set<String> rejected = new HashSet<>();
        for (ItemResult result : target.write(List.copyOf(batch))) {
            summary.add(result);
            if (result.kind() == Kind.REJECTED) {
                rejected.add(result.productKey());
            }
            if (result.code().isPresent()) {
                progress.end();
                report.add(result);
            }
        }
        stored.accept(batch.stream()
                .map(content -> content.product().productKey())
                .filter(key -> !rejected.contains(key))
                .toList());
        progress.show(summary.products(), summary.modules(), source.total());
    }
}
