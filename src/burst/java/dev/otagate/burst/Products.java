package dev.otagate.burst;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the products of a burst before it, and removes them with their modules after it, however it ends. Blocks. */
final class Products {
    private static final int AT_ONCE = 16;
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LAST_CALLS_SECONDS = 15;
    private static final Pattern PRODUCT_KEY = Pattern.compile("\"productKey\":\"([^\"]+)\"");
    private static final Pattern MODULE_NAME = Pattern.compile("\"moduleName\":\"([^\"]+)\"");

    private final BurstSettings settings;
    private final ApiClient api;
    private final ExecutorService makers = threads();
    private final Set<String> made = ConcurrentHashMap.newKeySet();
    private final String prefix =
            "burst_" + Integer.toHexString(ThreadLocalRandom.current().nextInt()) + "_";

    Products(BurstSettings settings) {
        this.settings = settings;
        this.api = new ApiClient(settings);
    }

    /** Keys of new products; fails with {@link IllegalStateException} if the gateway rejects one or is out of reach. */
    List<String> make(int count) {
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = prefix + i;
            calls.add(() -> make(name));
        }
        return all(makers, api, calls, "made");
    }

    /** Deletes the products that were made and what is in them. Prints which are left if that fails. */
    void removeAll() {
        api.close();
        ApiClient remover = new ApiClient(settings);
        List<Callable<String>> calls = new ArrayList<>();
        try {
            makers.shutdown();
            makers.awaitTermination(LAST_CALLS_SECONDS, TimeUnit.SECONDS);
            made.forEach(key -> calls.add(() -> remove(remover, key)));
            all(threads(), remover, calls, "removed");
        } catch (IllegalStateException e) {
            System.err.println(
                    "burst.sh: " + made.size() + " products named " + prefix + "... are left: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String make(String name) {
        // The token makes a retry return the product of the first try.
        String key = first(
                PRODUCT_KEY,
                api.call(new ApiRequest(Map.of(
                        "Action",
                        "CreateProduct",
                        "NodeType",
                        "0",
                        "ProductName",
                        name,
                        "ClientToken",
                        UUID.randomUUID().toString()))));
        made.add(key);
        return key;
    }

    private String remove(ApiClient remover, String productKey) {
        Matcher modules = MODULE_NAME.matcher(remover.call(ApiRequest.of("ListOTAModuleByProduct", productKey)));
        while (modules.find()) {
            remover.call(ApiRequest.of("DeleteOTAModule", productKey, modules.group(1)));
        }
        remover.call(ApiRequest.of("DeleteProduct", productKey));
        made.remove(productKey);
        return productKey;
    }

    private static String first(Pattern pattern, String response) {
        Matcher matcher = pattern.matcher(response);
        if (!matcher.find()) {
            throw new IllegalStateException("a response that was not understood: " + response);
        }
        return matcher.group(1);
    }

    // The first failure ends the rest. Calls under way are not interrupted: what they make must be known.
    private static List<String> all(
            ExecutorService threads, ApiClient client, List<Callable<String>> calls, String done) {
        try {
            List<Future<String>> futures = calls.stream().map(threads::submit).toList();
            List<String> results = new ArrayList<>();
            long printed = System.nanoTime();
            for (Future<String> future : futures) {
                results.add(future.get());
                if (System.nanoTime() - printed > PROGRESS_NANOS) {
                    printed = System.nanoTime();
                    System.err.printf("burst.sh: %d of %d products %s%n", results.size(), calls.size(), done);
                }
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        } finally {
            client.close();
            threads.shutdown();
        }
    }

    private static ExecutorService threads() {
        return Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "products");
            thread.setDaemon(true);
            return thread;
        });
    }
}
