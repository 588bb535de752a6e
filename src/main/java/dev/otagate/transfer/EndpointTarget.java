package dev.otagate.transfer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * An account behind an endpoint of a gateway, written by its API; several products at a time. Creation times are those of the gateway. A
 * product with its modules takes several requests, so {@code atomicProducts} holds only if nobody changes the product meanwhile.
 */
final class EndpointTarget implements Target {
    private static final int THREADS = 8;

    private final ApiClient client;
    private final TargetOptions options;
    private final EndpointWriter writer;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "target");
        thread.setDaemon(true);
        return thread;
    });

    EndpointTarget(ApiClient client, TargetOptions options) {
        this.client = client;
        this.options = options;
        writer = new EndpointWriter(client, options);
    }

    @Override
    public List<ItemResult> write(List<ProductContent> batch) {
        List<Future<List<ItemResult>>> pending = new ArrayList<>();
        for (ProductContent content : batch) {
            CheckedProduct checked = CheckedProduct.of(content, ItemRules::check);
            CheckedProduct product = options.atomicProducts() ? checked.atomic() : checked;
            pending.add(submit(product));
        }
        List<ItemResult> results = new ArrayList<>();
        for (Future<List<ItemResult>> each : pending) {
            results.addAll(Tasks.await(each));
        }
        return results;
    }

    private Future<List<ItemResult>> submit(CheckedProduct product) {
        try {
            return threads.submit(() -> writer.write(product));
        } catch (RejectedExecutionException e) {
            throw new TransferException(Tasks.INTERRUPTED);
        }
    }

    @Override
    public String identity() {
        return client.identity();
    }

    @Override
    public Set<String> present(Set<String> productKeys) {
        Set<String> present = new HashSet<>();
        ProductPages pages = new ProductPages(client);
        while (!pages.ended()) {
            pages.next().forEach(product -> present.add(product.productKey()));
        }
        present.retainAll(productKeys);
        return present;
    }

    @Override
    public void close() {
        client.close();
        threads.shutdownNow();
    }
}
