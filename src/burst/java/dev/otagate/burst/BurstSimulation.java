package dev.otagate.burst;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the profiles share: products before and after, signed requests with their checks, and the thresholds. */
abstract class BurstSimulation extends Simulation {
    static final String NAME_TAKEN = "iot.ota.AlreadyExistedModuleName";
    static final String PRODUCT_FULL = "iot.ota.ModuleCountExceedMax";
    static final String NO_SUCH_MODULE = "iot.ota.NotExistedModule";

    final BurstSettings settings = BurstSettings.fromProperties();
    final List<String> products;

    private final Products api = new Products(settings);
    private final LongAdder requests = new LongAdder();
    private long cpuNanosBefore;

    /** @param productCount how many products the load is spread over */
    BurstSimulation(Function<BurstSettings, Integer> productCount) {
        if (!settings.keep()) {
            // However the burst ends: Gatling's after() is not called if it is interrupted.
            Runtime.getRuntime().addShutdownHook(new Thread(api::removeAll, "clean-up"));
        }
        products = makeProducts(productCount.apply(settings));
    }

    /** Runs the load against the thresholds of the settings, and those that the profile itself has. */
    void run(PopulationBuilder load, Assertion... own) {
        setUp(load)
                .protocols(protocol())
                .assertions(
                        Stream.concat(thresholds().stream(), Arrays.stream(own)).toList());
    }

    /** A request that is right if the response is a success or has one of the {@code expected} codes. */
    HttpRequestActionBuilder request(String name, Function<Session, ApiRequest> request, String... expected) {
        return signed(name, request)
                .check(jsonPath("$.code").in(codes(expected)).name("code"));
    }

    /** A signed request without a check of its response. */
    HttpRequestActionBuilder signed(String name, Function<Session, ApiRequest> request) {
        return http(name).get(session -> {
            requests.increment();
            return request.apply(session).signedUrl(settings);
        });
    }

    String anyProduct() {
        return products.get(ThreadLocalRandom.current().nextInt(products.size()));
    }

    /** No request of that name may fail. */
    static Assertion allRight(String request) {
        return details(request).failedRequests().count().is(0L);
    }

    @Override
    public void before() {
        cpuNanosBefore = cpuNanos();
    }

    @Override
    public void after() {
        long sent = Math.max(1, requests.sum());
        System.out.printf(
                "%d requests, %d µs of CPU a request in this load generator%n",
                sent, (cpuNanos() - cpuNanosBefore) / 1_000 / sent);
    }

    private List<String> makeProducts(int count) {
        try {
            return api.make(count);
        } catch (IllegalStateException e) {
            System.err.println("burst.sh: " + e.getMessage());
            System.exit(1);
            throw e;
        }
    }

    private HttpProtocolBuilder protocol() {
        return http.baseUrl(settings.endpoint())
                .disableUrlEncoding()
                .disableWarmUp()
                .disableCaching()
                .shareConnections();
    }

    private List<Assertion> thresholds() {
        List<Assertion> thresholds = new ArrayList<>();
        thresholds.add(global().failedRequests().percent().lte(settings.maxErrors()));
        settings.maxP95()
                .ifPresent(ms ->
                        thresholds.add(global().responseTime().percentile(95).lte(ms)));
        settings.maxP99()
                .ifPresent(ms ->
                        thresholds.add(global().responseTime().percentile(99).lte(ms)));
        settings.minRate()
                .ifPresent(rate -> thresholds.add(global().requestsPerSec().gte(rate)));
        return thresholds;
    }

    private static String[] codes(String... expected) {
        return Stream.concat(Stream.of(""), Arrays.stream(expected)).toArray(String[]::new);
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getProcessCpuTime()
                : 0;
    }
}
