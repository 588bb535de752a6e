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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Clients that go on while {@code scripts/chaos.sh} breaks things, and the check of what they saw. Standard input has the name of a
 * phase on each line; at its end the clients stop, and all histories are checked. Exit status 1 if something does not hold.
 */
public final class Chaos {
    private static final int CLIENTS = Integer.getInteger("chaos.clients", 8);
    private static final int PRODUCTS = Integer.getInteger("chaos.products", 700);
    private static final String FROZEN_WHILE_DELETING = "frozen while deleting";
    private static final int MAX_STEPS = 3_000_000;

    private final History history = new History();
    private final Api api;
    private final Products products;
    private final DeletionTrial deletionTrial;
    private boolean deletionTrialBegun;

    private Chaos(Map<String, String> environment) {
        api = api(environment, "ENDPOINT");
        products = new Products(api, history, PRODUCTS);
        deletionTrial = new DeletionTrial(
                api(environment, "NODE_2"), api(environment, "NODE_1"), environment.get("PRODUCT_KEY"));
    }

    /**
     * The environment has the addresses ENDPOINT, NODE_1 and NODE_2, the key ACCESS_KEY_ID and ACCESS_KEY_SECRET, and a
     * PRODUCT_KEY that nobody else uses.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Chaos chaos = new Chaos(System.getenv());
        chaos.load();
        System.exit(chaos.holds() ? 0 : 1);
    }

    private static Api api(Map<String, String> environment, String address) {
        return new Api(
                environment.get(address), environment.get("ACCESS_KEY_ID"), environment.get("ACCESS_KEY_SECRET"));
    }

    private void load() throws IOException, InterruptedException {
        List<Worker> workers = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new Worker(api, history, products::next, products::leave, i % 2 == 0))
                .toList();
        List<Thread> threads = new ArrayList<>();
        BufferedReader phases = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String phase = phases.readLine(); phase != null; phase = phases.readLine()) {
            if (deletionTrialBegun) {
                deletionTrial.stop();
            }
            history.begin(phase);
            if (phase.equals(FROZEN_WHILE_DELETING)) {
                deletionTrialBegun = true;
                deletionTrial.start();
            }
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
        products.all().forEach(this::listAtLast);
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
        System.out.println("changes with a ClientToken that had no response: " + report.givenUp());
        boolean createsWentOn = !deletionTrialBegun || deletionTrial.holds();
        return createsWentOn
                && withoutReason == 0
                && report.givenUp() == 0
                && verdicts.keySet().equals(Set.of(Verdict.LINEARIZABLE));
    }
}
