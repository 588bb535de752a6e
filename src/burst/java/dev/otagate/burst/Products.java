package dev.otagate.burst;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the products of a burst before it, and removes them with their modules after it. Blocks. */
final class Products {
    private static final int AT_ONCE = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern PRODUCT_KEY = Pattern.compile("\"productKey\":\"([^\"]+)\"");
    private static final Pattern MODULE_NAME = Pattern.compile("\"moduleName\":\"([^\"]+)\"");

    private final BurstSettings settings;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    Products(BurstSettings settings) {
        this.settings = settings;
    }

    /** Fails as {@link #make} does, and changes nothing. */
    void query() {
        call(new ApiRequest(Map.of("Action", "QueryProductList", "CurrentPage", "1", "PageSize", "1")));
    }

    /** Keys of new products; fails with {@link IllegalStateException} where the gateway refuses one or is out of reach. */
    List<String> make(int count) {
        String prefix =
                "burst_" + Integer.toHexString(ThreadLocalRandom.current().nextInt()) + "_";
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ApiRequest request =
                    new ApiRequest(Map.of("Action", "CreateProduct", "NodeType", "0", "ProductName", prefix + i));
            calls.add(() -> first(PRODUCT_KEY, call(request)));
        }
        return all(calls);
    }

    /** Deletes the products and what is in them. */
    void remove(List<String> productKeys) {
        all(productKeys.stream().<Callable<String>>map(key -> () -> remove(key)).toList());
    }

    private String remove(String productKey) {
        Matcher modules = MODULE_NAME.matcher(call(ApiRequest.of("ListOTAModuleByProduct", productKey)));
        while (modules.find()) {
            call(ApiRequest.of("DeleteOTAModule", productKey, modules.group(1)));
        }
        return call(ApiRequest.of("DeleteProduct", productKey));
    }

    private static String first(Pattern pattern, String answer) {
        Matcher matcher = pattern.matcher(answer);
        if (!matcher.find()) {
            throw new IllegalStateException("an answer that was not understood: " + answer);
        }
        return matcher.group(1);
    }

    private String call(ApiRequest request) {
        HttpRequest http = HttpRequest.newBuilder(URI.create(request.signedUrl(settings)))
                .timeout(TIMEOUT)
                .build();
        try {
            String answer =
                    client.send(http, HttpResponse.BodyHandlers.ofString()).body();
            if (!answer.contains("\"success\":true")) {
                throw new IllegalStateException(request.parameters().get("Action") + " was refused: " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(settings.endpoint() + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static List<String> all(List<Callable<String>> calls) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<String> results = new ArrayList<>();
            for (Future<String> call : threads.invokeAll(calls)) {
                results.add(call.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
