package dev.otagate.transfer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads the next batch of a source in another thread, while the last one is written. */
final class ReadAhead implements Source {
    private final Source source;
    private final OptionalLong total;
    private final Queue<ProductContent> batch = new ArrayDeque<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread reader = new Thread(task, "read-ahead");
        reader.setDaemon(true);
        return reader;
    });
    private Future<List<ProductContent>> next;

    ReadAhead(Source source) {
        this.source = source;
        total = source.total();
        next = thread.submit(this::read);
    }

    private List<ProductContent> read() {
        List<ProductContent> read = new ArrayList<>();
        while (read.size() < Target.MAX_PRODUCTS) {
            Optional<ProductContent> product = source.next();
            if (product.isEmpty()) {
                break;
            }
            read.add(product.get());
        }
        return read;
    }

    @Override
    public OptionalLong total() {
        return total;
    }

    @Override
    public Optional<ProductContent> next() {
        if (batch.isEmpty()) {
            List<ProductContent> read = Tasks.await(next);
            batch.addAll(read);
            if (!read.isEmpty()) {
                next = thread.submit(this::read);
            }
        }
        return Optional.ofNullable(batch.poll());
    }

    @Override
    public void close() {
        thread.shutdown();
        source.close();
    }
}
