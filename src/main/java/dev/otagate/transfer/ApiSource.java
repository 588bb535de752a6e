package dev.otagate.transfer;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The products of an account behind an endpoint. A few of them are read at the same time. */
public final class ApiSource implements Source {
    private static final int THREADS = HttpConnections.MAX_CONNECTIONS;
    // The next batch is read while one is written.
    private static final int READ_AHEAD = 2 * Target.MAX_PRODUCTS;
    private static final long POLL_MS = 100;
    private static final String INTERRUPTED = "interrupted";
    private static final String PRODUCT_KEY = "ProductKey";
    private static final String DEFAULT_MODULE = "default";
    private static final String UNKNOWN_PRODUCT = "iot.prod.NotExistedProduct";
    private static final String UNKNOWN_OPERATION = "InvalidAction.NotFound";
    private static final String UNREADABLE = "UnreadableAtSource";

    private final ApiClient client;
    private final ProductPages pages;
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
    private volatile boolean hasDetails = true;
    private final AtomicLong unknownTimes = new AtomicLong();
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
        if (unknownTimes.get() > 0) {
            warnings.add(unknownTimes + " times of the source have an unknown format, and are not copied");
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
                fetched.submit(() -> fetch(product));
                pending++;
            } catch (RejectedExecutionException e) {
                throw new TransferException(INTERRUPTED);
            }
        }
    }

    private Fetched await() {
        try {
            Future<Fetched> next = null;
            while (next == null) {
                if (threads.isShutdown()) {
                    throw new TransferException(INTERRUPTED);
                }
                next = fetched.poll(POLL_MS, TimeUnit.MILLISECONDS);
            }
            return next.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferException(INTERRUPTED);
        }
    }

    private Fetched fetch(ListedProduct product) {
        String key = product.productKey();
        ApiResponse response = client.query("ListOTAModuleByProduct", Map.of(PRODUCT_KEY, key));
        if (!response.success()) {
            return failed(key, "ListOTAModuleByProduct", response);
        }
        ListedProduct completed = product;
        if (hasDetails && !product.isComplete()) {
            ApiResponse details = client.query("QueryProduct", Map.of(PRODUCT_KEY, key));
            if (details.success()) {
                completed = details.data().orElse(null) instanceof JsonObject data ? product.with(data) : product;
            } else if (details.code().equals(UNKNOWN_OPERATION)) {
                hasDetails = false;
            } else {
                return failed(key, "QueryProduct", details);
            }
        }
        return read(completed, LenientJson.list(response.data().orElseGet(JsonObject::new)));
    }

    // A product that was deleted meanwhile is no error. An error with an HTTP status concerns all products, unless it
    // was temporary.
    private static Fetched failed(String productKey, String operation, ApiResponse response) {
        if (response.code().equals(UNKNOWN_PRODUCT)) {
            return new Fetched(Optional.empty(), List.of());
        }
        String problem = "the source rejects " + operation + ": " + response.code() + ": " + response.message();
        if (response.status() != 200 && !response.temporary()) {
            throw new TransferException(problem);
        }
        return Fetched.unreadable(productKey, problem);
    }

    private Fetched read(ListedProduct product, List<JsonObject> modules) {
        if (!product.isText()) {
            return Fetched.unreadable(
                    product.productKey(), "the source returns a product with half of a surrogate pair");
        }
        unknownTimes.addAndGet(product.hasUnknownTime() ? 1 : 0);
        Instant now = Instant.now();
        List<ModuleData> read = new ArrayList<>();
        List<ItemResult> unreadable = new ArrayList<>();
        for (JsonObject module : modules) {
            Optional<String> name = LenientJson.text(module, "moduleName");
            if (name.isEmpty() || !LenientJson.isText(module)) {
                unreadable.add(ItemResult.rejected(
                        product.productKey(),
                        Optional.of(name.orElse("")),
                        UNREADABLE,
                        "the source returns a module without a name, or with half of a surrogate pair"));
            } else if (!name.get().toLowerCase(Locale.ROOT).equals(DEFAULT_MODULE)) {
                read.add(module(product.productKey(), name.get(), module, now));
            }
        }
        return new Fetched(Optional.of(new ProductContent(product.data(now), read)), unreadable);
    }

    private ModuleData module(String productKey, String name, JsonObject module, Instant now) {
        Optional<Instant> created = time(module, "gmtCreate");
        Optional<Instant> modified = time(module, "gmtModified");
        return new ModuleData(
                productKey,
                name,
                LenientJson.text(module, "aliasName").filter(alias -> !alias.isEmpty()),
                LenientJson.text(module, "desc"),
                created.or(() -> modified).orElse(now),
                modified.or(() -> created).orElse(ModuleData.UNKNOWN_TIME));
    }

    private Optional<Instant> time(JsonObject module, String name) {
        Optional<String> text = LenientJson.text(module, name);
        Optional<Instant> time = text.flatMap(SourceTimes::parse);
        unknownTimes.addAndGet(text.isPresent() && time.isEmpty() ? 1 : 0);
        return time;
    }

    @Override
    public void close() {
        client.close();
        threads.shutdownNow();
    }

    private record Fetched(Optional<ProductContent> content, List<ItemResult> rejected) {
        static Fetched unreadable(String productKey, String problem) {
            return new Fetched(
                    Optional.empty(), List.of(ItemResult.rejected(productKey, Optional.empty(), UNREADABLE, problem)));
        }
    }
}
