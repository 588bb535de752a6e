package dev.otagate.transfer;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Reads single products of an endpoint. Thread-safe. */
final class ProductReader {
    private static final String PRODUCT_KEY = "ProductKey";
    private static final String DEFAULT_MODULE = "default";
    private static final String UNKNOWN_PRODUCT = "iot.prod.NotExistedProduct";
    private static final String UNKNOWN_OPERATION = "InvalidAction.NotFound";
    private static final String UNREADABLE = "UnreadableAtSource";

    private final ApiClient client;
    private final AtomicLong unknownTimes = new AtomicLong();
    private volatile boolean hasDetails = true;

    ProductReader(ApiClient client) {
        this.client = client;
    }

    /** The times so far that have an unknown format. */
    long unknownTimes() {
        return unknownTimes.get();
    }

    /** Reads the modules of a product, and what the list of products does not have. Blocking. */
    Fetched fetch(ListedProduct product) {
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
        boolean isSame = LenientJson.text(module, "gmtModified").equals(LenientJson.text(module, "gmtCreate"));
        // Most modules are never changed, and to parse a time is slow.
        Optional<Instant> modified = isSame ? created : time(module, "gmtModified");
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

    /**
     * A product as far as it can be read.
     *
     * @param content empty if it was deleted, or cannot be read
     * @param rejected what cannot be read
     */
    record Fetched(Optional<ProductContent> content, List<ItemResult> rejected) {
        static Fetched unreadable(String productKey, String problem) {
            return new Fetched(
                    Optional.empty(), List.of(ItemResult.rejected(productKey, Optional.empty(), UNREADABLE, problem)));
        }
    }
}
