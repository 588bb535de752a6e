package dev.otagate.chaos.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Measures the honest client before, during and after one attack, and says which bounds were broken. */
final class Trial {
    private static final int CLIENTS = 4;
    private static final long PACE_MS = 40;
    private static final long SETTLE_SECONDS = 2;

    private final Target target;
    private final Attack attack;
    private final HostileOptions options;
    private final List<String> broken = new ArrayList<>();

    Trial(Target target, Attack attack, HostileOptions options) {
        this.target = target;
        this.attack = attack;
        this.options = options;
    }

    /** The bounds that were broken, a sentence each. */
    List<String> run() throws IOException, InterruptedException {
        List<HonestClient> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new HonestClient(target, attack.honest(), "honest-" + i, PACE_MS))
                .toList();
        Observer observer = new Observer(target);
        List<Thread> threads = new ArrayList<>();
        clients.forEach(client -> threads.add(new Thread(client, "honest")));
        threads.add(new Thread(observer, "observer"));
        threads.forEach(Thread::start);
        try {
            measure(clients, observer);
        } finally {
            clients.forEach(HonestClient::stop);
            observer.stop();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        return broken;
    }

    private void measure(List<HonestClient> clients, Observer observer) throws IOException, InterruptedException {
        int size = options.connections > 0 ? options.connections : attack.connections();
        System.out.printf("%n%s: %s; %d connections%n", attack.name(), attack.description(), size);
        phase(clients, SETTLE_SECONDS);
        observer.reset();
        Latencies quiet = phase(clients, options.quietSeconds);
        long quietMib = observer.seen().peakMib();
        print("quiet", quiet, observer.seen());
        GatewayLog log = new GatewayLog(target.log());
        log.next();
        observer.reset();
        Metrics metrics = new Metrics(target);
        long before = metrics.connections();
        CpuTime cpu = new CpuTime(target);
        Latencies attacked;
        try (Swarm swarm = new Swarm(
                target.address(),
                attack.scripts(),
                size,
                options.addresses,
                options.reopenMs,
                options.octetsPerSecond)) {
            swarm.start();
            attacked = phase(clients, options.seconds);
            System.out.printf("  attackers: %s%n  %s%n", swarm.counts(), cpu);
            long arrived = attack.arrival().of(swarm.counts(), metrics.connections() - before);
            System.out.printf("  arrived: %d of %s%n", arrived, attack.arrival());
            expect(arrived >= attack.arrival().atLeast(size), "the attack did not reach the gateway: " + arrived);
        }
        Observer.Seen seen = observer.seen();
        // Requests that began during the attack end in this pause, late or not.
        phase(clients, SETTLE_SECONDS);
        print("attacked", attacked, seen);
        check(quiet, attacked, quietMib, seen, log.next());
        observer.reset();
        Latencies after = phase(clients, options.quietSeconds);
        print("after", after, observer.seen());
        expect(after.errors() == 0 && after.count() > 0, "two seconds after the attack, honest requests fail");
    }

    private void check(Latencies quiet, Latencies attacked, long quietMib, Observer.Seen seen, GatewayLog.Count log) {
        Bounds bounds = options.bounds;
        double p99 = bounds.p99Factor * quiet.percentile(99) + bounds.p99AllowanceMs;
        expect(attacked.count() > 0 && attacked.percentile(99) <= p99, "p99 above %.1f ms".formatted(p99));
        expect(attacked.errors() <= bounds.errors, attacked.errors() + " honest requests failed");
        long growth = seen.peakMib() - quietMib;
        expect(growth <= bounds.growthMib, "resident memory grew by " + growth + " MiB");
        long notReady = seen.readiness().entrySet().stream()
                .filter(status -> !status.getKey().equals("200"))
                .mapToLong(status -> status.getValue())
                .sum();
        expect(notReady <= bounds.notReady, notReady + " readiness checks failed");
        System.out.printf("  log: %d warnings, %d lines of stack traces%n", log.warnings(), log.stackFrames());
        expect(log.warnings() <= bounds.logLines * options.seconds, log.warnings() + " warnings in the log");
        expect(log.stackFrames() == 0, "stack traces in the log");
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(attack.name() + ": " + otherwise);
        }
    }

    private static Latencies phase(List<HonestClient> clients, long seconds) throws InterruptedException {
        Latencies latencies = new Latencies();
        clients.forEach(client -> client.measure(latencies));
        TimeUnit.SECONDS.sleep(seconds);
        clients.forEach(client -> client.measure(new Latencies()));
        return latencies;
    }

    private static void print(String name, Latencies latencies, Observer.Seen seen) {
        System.out.printf(
                "  %-9s %s%n            ready %s, longest %.0f ms; resident at most %d MiB%n",
                name, latencies, seen.readiness(), seen.longestMs(), seen.peakMib());
    }
}
