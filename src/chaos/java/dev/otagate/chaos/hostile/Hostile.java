package dev.otagate.chaos.hostile;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Attacks a gateway on this machine as strangers could, while an honest client measures what it still gets. Exit status 1 if a
 * bound is broken, 2 for wrong usage.
 */
@Command(name = "hostile.sh")
public final class Hostile implements Callable<Integer> {
    @Mixin
    private final HostileOptions options = new HostileOptions();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Hostile()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Target nobody = new Target(null, null, "", "", "", Optional.empty(), OptionalLong.empty(), Optional.empty());
        Map<String, Attack> attacks = attacks(nobody);
        List<String> kinds = options.kinds.isEmpty() ? List.copyOf(attacks.keySet()) : options.kinds;
        if (!attacks.keySet().containsAll(kinds)) {
            System.err.println("hostile.sh: the kinds are " + attacks.keySet());
            return 2;
        }
        List<String> broken = options.endpoint == null ? startAndAttack(kinds, attacks) : attack(kinds, given());
        broken.forEach(sentence -> System.out.println("BROKEN  " + sentence));
        System.out.println(broken.isEmpty() ? "all bounds hold" : broken.size() + " bounds are broken");
        return broken.isEmpty() ? 0 : 1;
    }

    // Attacks share a gateway as long as it lives and has the settings that they need.
    private List<String> startAndAttack(List<String> kinds, Map<String, Attack> attacks)
            throws IOException, InterruptedException {
        List<String> broken = new ArrayList<>();
        Deque<String> rest = new ArrayDeque<>(kinds);
        while (!rest.isEmpty()) {
            Map<String, String> settings = attacks.get(rest.peek()).settings();
            try (GatewayProcess gateway = new GatewayProcess(options, settings)) {
                Target target = gateway.start();
                while (!rest.isEmpty()
                        && gateway.isAlive()
                        && attacks.get(rest.peek()).settings().equals(settings)) {
                    String kind = rest.poll();
                    broken.addAll(attack(List.of(kind), target));
                    if (!gateway.isAlive()) {
                        broken.add(kind + ": the gateway has ended");
                    }
                }
            }
        }
        return broken;
    }

    private List<String> attack(List<String> kinds, Target target) throws IOException, InterruptedException {
        Map<String, Attack> attacks = attacks(target.checked());
        List<String> broken = new ArrayList<>();
        for (String kind : kinds) {
            attacks.get(kind).prepare(target);
            broken.addAll(
                    kind.equals(MutationTrial.NAME)
                            ? new MutationTrial(target, options).run()
                            : new Trial(target, attacks.get(kind), options).run());
        }
        return broken;
    }

    private Target given() {
        return new Target(
                options.endpoint,
                options.management,
                environment("OTAGATE_ACCESS_KEY_ID"),
                environment("OTAGATE_ACCESS_KEY_SECRET"),
                environment("OTAGATE_PRODUCT_KEY"),
                neighbour(),
                options.pid > 0 ? OptionalLong.of(options.pid) : OptionalLong.empty(),
                Optional.empty());
    }

    private Optional<Neighbour> neighbour() {
        return System.getenv("OTAGATE_NEIGHBOUR_ACCESS_KEY_ID") == null
                ? Optional.empty()
                : Optional.of(new Neighbour(
                        options.endpoint,
                        environment("OTAGATE_NEIGHBOUR_ACCESS_KEY_ID"),
                        environment("OTAGATE_NEIGHBOUR_ACCESS_KEY_SECRET")));
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is not set; --endpoint needs a key and a product");
        }
        return value;
    }

    private static Map<String, Attack> attacks(Target target) {
        Map<String, Attack> attacks = new LinkedHashMap<>();
        new Attacks(target).all().forEach(attack -> attacks.put(attack.name(), attack));
        return attacks;
    }
}
