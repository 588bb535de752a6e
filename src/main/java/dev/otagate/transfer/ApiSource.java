package dev.otagate.transfer;

import dev.otagate.transfer.ProductReader.Fetched;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The products of an account behind an endpoint. A few of them are read at the same time. */
public final class ApiSource implements Source {
    private static final int THREADS = HttpConnections.MAX_CONNECTIONS;
    // The next batch is read while one is written.
    private static final int READ_AHEAD = 2 * Target.MAX_PRODUCTS;
    private static final long POLL_MS = 100;

    private final ApiClient client;
    private final ProductPages pages;
    private final ProductReader reader;
    private final Predicate<ListedProduct> wanted;
    private final Consumer<ItemResult> rejected;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, runnable -> {
        Thread thread = new Thread(runnable, "otagate-source");
        thread.setDaemon(true);
        return thread;
    });
    // In the order of completion: a slow product does not delay the others.
    private final CompletionService<Fetched> fetched = new ExecutorCompletionService<>(threads);
    private int pending;
    private final Deque<ListedProduct> listed = new ArrayDeque<>();
    private long matching;
    private long unwanted;

    /**
     * Opens a source.
     *
     * @param stored whether a product, by its ProductKey, needs not be read
     * @param rejected receives what cannot be read, in the thread of {@link #next}
     */
    public ApiSource(SourceSettings settings, Predicate<String> stored, Consumer<ItemResult> rejected) {
        client = new ApiClient(
                settings.access(),
                new HttpConnections(settings.access().endpoint(), settings.ca()),
                new RateGate(settings.rate()),
                settings.giveUpAfter());
        wanted = product -> {
            boolean matches = settings.filter().matches(product.productKey(), product.name());
            matching += matches ? 1 : 0;
            boolean isWanted = matches && !stored.test(product.productKey());
            unwanted += isWanted ? 0 : 1;
            return isWanted;
        };
        this.rejected = rejected;
        pages = new ProductPages(client);
        reader = new ProductReader(client);
    }

    /** The requests so far, with retries. */
    public long requests() {
        return client.sent();
    }

    /** The retries so far. */
    public long retries() {
        return client.retried();
    }

    /** Sentences about what may be missing or wrong in the content. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        pages.warning().ifPresent(warnings::add);
        if (pages.ended() && matching == 0) {
            warnings.add("no product of the source matches");
        }
        if (reader.unknownTimes() > 0) {
            warnings.add(reader.unknownTimes() + " times of the source have an unknown format, and are not copied");
        }
        return warnings;
    }

    @Override
    public OptionalLong total() {
        return pages.total().isPresent()
                ? OptionalLong.of(Math.max(0, pages.total().getAsLong() - unwanted))
                : OptionalLong.empty();
    }

    @Override
    public Optional<ProductContent> next() {
        while (true) {
            fill();
            if (pending == 0) {
                return Optional.empty();
            }
            Fetched next = await();
            pending--;
            next.rejected().forEach(rejected);
            if (next.content().isPresent()) {
                return next.content();
            }
        }
    }

    private void fill() {
        while (pending < READ_AHEAD) {
            while (listed.isEmpty() && !pages.ended()) {
                pages.next().stream().filter(wanted).forEach(listed::add);
            }
            ListedProduct product = listed.poll();
            if (product == null) {
                return;
            }
            try {
                fetched.submit(() -> reader.fetch(product));
                pending++;
            } catch (RejectedExecutionException e) {
                throw new TransferException(Tasks.INTERRUPTED);
            }
        }
    }

    private Fetched await() {
        try {
            Future<Fetched> next = null;
            while (next == null) {
                if (threads.isShutdown()) {
                    throw new TransferException(Tasks.INTERRUPTED);
                }
                next = fetched.poll(POLL_MS, TimeUnit.MILLISECONDS);
            }
            return Tasks.await(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferException(Tasks.INTERRUPTED);
        }
    }

    @Override
    public void close() {
        client.close();
        threads.shutdownNow();
    }
}
