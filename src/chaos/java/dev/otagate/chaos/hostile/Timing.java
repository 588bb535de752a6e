package dev.otagate.chaos.hostile;

import dev.otagate.chaos.hostile.HonestConnection.Response;
import dev.otagate.parameter.SignatureMethod;
import dev.otagate.signature.SignedUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares how long pairs of requests take that a client must not be able to tell apart. Requests of a pair alternate in random
 * order on one connection, and their times are compared by the Mann-Whitney test. Exit status 1 if a pair differs.
 */
@Command(name = "test-timing.sh")
public final class Timing implements Callable<Integer> {
    private static final int TIMEOUT_MS = 10_000;
    private static final int WARM_UP = 300;
    private static final int MAX_PAIRS = 20_000;

    @Mixin
    private final HostileOptions options = new HostileOptions();

    @Option(names = "--pair-seconds", defaultValue = "12")
    int pairSeconds;

    @Option(names = "--max-z", defaultValue = "4")
    double maxZ;

    @Option(names = "--max-difference-us", defaultValue = "20")
    double maxDifference;

    private final Random random = new Random();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Timing()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (GatewayProcess gateway = new GatewayProcess(options, Map.of())) {
            Target target = gateway.start();
            String foreign = gateway.foreignProduct();
            boolean same = true;
            for (String action :
                    List.of("CreateOTAModule", "ListOTAModuleByProduct", "QueryProduct", "DeleteProduct")) {
                same &= compare(
                        target,
                        action + ", unknown and foreign product",
                        () -> signed(target, action, foreign.substring(0, 2) + letters(foreign.length() - 2)),
                        () -> signed(target, action, foreign));
            }
            same &= compare(
                    target,
                    "signature wrong in its first and in its last octet",
                    () -> wrong(signed(target, "QueryProduct", target.productKey()), 0),
                    () -> wrong(signed(target, "QueryProduct", target.productKey()), 26));
            System.out.println(same ? "no pair differs" : "a pair differs");
            return same ? 0 : 1;
        }
    }

    private boolean compare(Target target, String name, Supplier<byte[]> left, Supplier<byte[]> right)
            throws IOException {
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(pairSeconds);
        try (HonestConnection connection = HonestConnection.to(target, TIMEOUT_MS)) {
            for (int i = 0; i < MAX_PAIRS && System.nanoTime() < end; i++) {
                boolean leftFirst = random.nextBoolean();
                double one = micros(connection, (leftFirst ? left : right).get());
                double two = micros(connection, (leftFirst ? right : left).get());
                if (i >= WARM_UP) {
                    first.add(leftFirst ? one : two);
                    second.add(leftFirst ? two : one);
                }
            }
        }
        double[] a = sorted(first);
        double[] b = sorted(second);
        double z = MannWhitney.z(a, b);
        double difference = Math.abs(a[a.length / 2] - b[b.length / 2]);
        boolean same = Math.abs(z) <= maxZ || difference <= maxDifference;
        System.out.printf(
                Locale.ROOT,
                "%-55s %6d pairs  medians %8.1f and %8.1f us  z %6.2f  %s%n",
                name,
                a.length,
                a[a.length / 2],
                b[b.length / 2],
                z,
                same ? "same" : "DIFFERS");
        return same;
    }

    private static double micros(HonestConnection connection, byte[] request) throws IOException {
        long started = System.nanoTime();
        Response response = connection.call(request);
        double taken = (System.nanoTime() - started) / 1e3;
        String code = response.field("code");
        if (!code.equals("iot.prod.NotExistedProduct") && !code.equals("SignatureDoesNotMatch")) {
            throw new IOException("unexpected: " + response.status() + " " + response.body());
        }
        return taken;
    }

    private static double[] sorted(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        if (sorted.length == 0) {
            throw new IllegalStateException("too slow for a single pair: give more --pair-seconds");
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private static byte[] signed(Target target, String action, String productKey) {
        String query = "Action=" + action + "&ModuleName=m&ProductKey=" + productKey;
        return HostileRequests.octets("GET "
                + SignedUrl.of(
                        "",
                        "GET",
                        target.accessKeyId(),
                        target.secret(),
                        query,
                        SignatureMethod.HMAC_SHA1,
                        Clock.systemUTC())
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    }

    // Another letter in one place of the signature, which is the last parameter.
    private static byte[] wrong(byte[] request, int at) {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        int place = text.indexOf("&Signature=") + "&Signature=".length();
        int end = place;
        for (int i = 0; i < at; i++) {
            end += text.charAt(end) == '%' ? 3 : 1;
        }
        int next = end + (text.charAt(end) == '%' ? 3 : 1);
        char other = text.charAt(end) == 'A' ? 'B' : 'A';
        return HostileRequests.octets(text.substring(0, end) + other + text.substring(next));
    }

    private String letters(int count) {
        return random.ints(count, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
