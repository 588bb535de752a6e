package dev.otagate.chaos;

import dev.otagate.chaos.LinearizabilityChecker.Verdict;
import dev.otagate.chaos.Operation.Kind;
import dev.otagate.chaos.Operation.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Clients that go on while {@code scripts/chaos.sh} breaks things, and the check of what they saw. Standard input has the name of a
 * phase on each line; at its end the clients stop, and all histories are checked. Exit status 1 where something does not hold.
 */
public final class Chaos {
    private static final int CLIENTS = Integer.getInteger("chaos.clients", 8);
    private static final int PRODUCTS = Integer.getInteger("chaos.products", 700);
    private static final int OPERATIONS_A_PRODUCT = 40;
    private static final int MAX_STEPS = 3_000_000;

    private final History history = new History();
    private final AtomicInteger called = new AtomicInteger();
    private final Api api;
    private final List<String> products;

    private Chaos(Api api) {
        this.api = api;
        String prefix =
                "chaos_" + Integer.toHexString(ThreadLocalRandom.current().nextInt()) + "_";
        products = IntStream.range(0, PRODUCTS)
                .mapToObj(i -> api.createProduct(prefix + i))
                .toList();
    }

    /** Endpoint and key are read from ENDPOINT, ACCESS_KEY_ID and ACCESS_KEY_SECRET of the environment. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        CheckerSelfTest.run();
        Map<String, String> environment = System.getenv();
        Chaos chaos = new Chaos(new Api(
                environment.get("ENDPOINT"), environment.get("ACCESS_KEY_ID"), environment.get("ACCESS_KEY_SECRET")));
        chaos.load();
        System.exit(chaos.holds() ? 0 : 1);
    }

    private void load() throws IOException, InterruptedException {
        List<Worker> workers = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new Worker(api, history, this::nextProduct, this::leaveProduct, i % 2 == 0))
                .toList();
        List<Thread> threads = new ArrayList<>();
        BufferedReader phases = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String phase = phases.readLine(); phase != null; phase = phases.readLine()) {
            history.begin(phase);
            System.out.println("phase: " + phase);
            if (threads.isEmpty()) {
                workers.forEach(worker -> threads.add(new Thread(worker)));
                threads.forEach(Thread::start);
            }
        }
        workers.forEach(Worker::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        history.begin("afterwards");
        products.forEach(this::listAtLast);
    }

    // A few operations of all clients on one product, then the next: so its history is short, and they meet.
    private String nextProduct() {
        return products.get(called.getAndIncrement() / OPERATIONS_A_PRODUCT % products.size());
    }

    // Each operation of unknown result doubles what the checker may have to try.
    private void leaveProduct() {
        called.addAndGet(OPERATIONS_A_PRODUCT / 4);
    }

    private void listAtLast(String product) {
        long invoked = System.nanoTime();
        Result result = api.call(Map.of("Action", Kind.LIST.action(), "ProductKey", product));
        history.add(new Operation(Kind.LIST, product, "", "", invoked, System.nanoTime(), result));
    }

    private boolean holds() {
        PhaseReport report = new PhaseReport(history);
        report.print();
        Map<Verdict, Long> verdicts = history.byProduct().values().stream()
                .collect(Collectors.groupingBy(
                        operations -> new LinearizabilityChecker(MAX_STEPS).check(operations), Collectors.counting()));
        System.out.printf("%nhistories of products: %s%n", verdicts);
        long withoutReason = List.of("calm", "rolling restart", "afterwards").stream()
                .mapToLong(report::unknownIn)
                .sum();
        if (withoutReason > 0) {
            System.out.println("clients saw errors where there must be none: " + withoutReason);
        }
        System.out.println("changes with a ClientToken that had no answer: " + report.givenUp());
        return withoutReason == 0 && report.givenUp() == 0 && verdicts.keySet().equals(Set.of(Verdict.LINEARIZABLE));
    }
}
