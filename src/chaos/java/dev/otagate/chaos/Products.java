package dev.otagate.chaos;

import dev.otagate.chaos.Operation.Kind;
import dev.otagate.chaos.Operation.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The products of a run. All clients work on one product for a few operations, then on the next: so its history is short, and
 * they meet. Now and then a client creates a new product, which takes its turn, too. Thread-safe.
 */
final class Products {
    private static final int OPERATIONS_A_PRODUCT = 40;
    private static final int OPERATIONS_A_CREATION = 60;

    private final Api api;
    private final History history;
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final String prefix =
            "chaos_" + Integer.toHexString(ThreadLocalRandom.current().nextInt()) + "_";
    private final AtomicInteger called = new AtomicInteger();
    private final AtomicInteger created = new AtomicInteger();

    /** Creates the first products; fails with {@link IllegalStateException}. */
    Products(Api api, History history, int count) {
        this.api = api;
        this.history = history;
        for (int i = 0; i < count; i++) {
            keys.add(api.createProduct(nextName())
                    .orElseThrow(() -> new IllegalStateException("a product was not created")));
        }
    }

    /** The product of a client's next operation. */
    String next() {
        int call = called.getAndIncrement();
        if (call % OPERATIONS_A_CREATION == 0) {
            create(call / OPERATIONS_A_PRODUCT);
        }
        return keys.get(call / OPERATIONS_A_PRODUCT % keys.size());
    }

    /** Goes on to the next product sooner: each operation of unknown result doubles what the checker may have to try. */
    void leave() {
        called.addAndGet(OPERATIONS_A_PRODUCT / 4);
    }

    List<String> all() {
        return List.copyOf(keys);
    }

    // The new product comes after those of the next operations. A creation of unknown result has no product to look at.
    private void create(int turn) {
        long invoked = System.nanoTime();
        api.createProduct(nextName()).ifPresent(key -> {
            history.add(new Operation(Kind.CREATE_PRODUCT, key, "", "", invoked, System.nanoTime(), new Result.Done()));
            synchronized (keys) {
                keys.add((turn + 2) % keys.size(), key);
            }
        });
    }

    private String nextName() {
        return prefix + created.getAndIncrement();
    }
}
