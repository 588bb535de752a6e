package dev.otagate.chaos;

import dev.otagate.chaos.Operation.Kind;
import dev.otagate.chaos.Operation.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A client that does one random operation after the other until it is stopped. A patient one gives each change a ClientToken, and
 * sends it again until it has a response; another sends it once.
 */
final class Worker implements Runnable {
    private static final int NAMES = 14;
    private static final long THINK_MS = 15;
    private static final long AFTER_FAILURE_MS = 250;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    private final Api api;
    private final History history;
    private final Supplier<String> products;
    private final Runnable onUnknown;
    private final boolean patient;
    private volatile boolean stopped;

    /**
     * @param products gives the product of the next operation
     * @param onUnknown called after an operation of unknown result
     */
    Worker(Api api, History history, Supplier<String> products, Runnable onUnknown, boolean patient) {
        this.api = api;
        this.history = history;
        this.products = products;
        this.onUnknown = onUnknown;
        this.patient = patient;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            Operation done = perform(products.get());
            history.add(done);
            if (done.isUnknown()) {
                onUnknown.run();
            }
            pause(done.isUnknown() ? AFTER_FAILURE_MS : THINK_MS);
        }
    }

    private Operation perform(String product) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Kind kind = kind(random.nextInt(100));
        String name = kind.namesModule() ? "m" + random.nextInt(NAMES) : "";
        String desc =
                kind == Kind.CREATE || kind == Kind.UPDATE ? UUID.randomUUID().toString() : "";
        Map<String, String> parameters = parameters(kind, product, name, desc);
        long invoked = System.nanoTime();
        Result result = api.call(parameters);
        while (result instanceof Result.Unknown && isToTryAgain(kind, invoked)) {
            pause(AFTER_FAILURE_MS);
            result = api.call(parameters);
        }
        if (result instanceof Result.Unknown unknown && patient && kind != Kind.LIST) {
            result = new Result.Unknown(unknown.why(), true);
        }
        long returned = result instanceof Result.Unknown ? Long.MAX_VALUE : System.nanoTime();
        return new Operation(kind, product, name, desc, invoked, returned, result);
    }

    private boolean isToTryAgain(Kind kind, long invokedNanos) {
        return patient && kind != Kind.LIST && System.nanoTime() - invokedNanos < PATIENCE_NANOS;
    }

    private Map<String, String> parameters(Kind kind, String product, String name, String desc) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Action", kind.action());
        parameters.put("ProductKey", product);
        if (!name.isEmpty()) {
            parameters.put("ModuleName", name);
        }
        if (!desc.isEmpty()) {
            parameters.put("Desc", desc);
        }
        if (patient && kind != Kind.LIST) {
            parameters.put("ClientToken", UUID.randomUUID().toString());
        }
        return parameters;
    }

    private static Kind kind(int percent) {
        if (percent < 45) {
            return Kind.CREATE;
        }
        if (percent < 60) {
            return Kind.UPDATE;
        }
        if (percent < 67) {
            return Kind.DELETE_PRODUCT;
        }
        return percent < 82 ? Kind.DELETE : Kind.LIST;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
