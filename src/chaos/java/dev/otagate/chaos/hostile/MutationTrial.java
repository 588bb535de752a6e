package dev.otagate.chaos.hostile;

import dev.otagate.chaos.hostile.HonestConnection.Response;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends mutated requests, each on a connection of its own, and reads all responses. A mutated request may become several or a
 * part of one; behind it comes a known request whose error names a marker, so that a response to the wrong request is seen.
 */
final class MutationTrial {
    static final String NAME = "mutated";

    private static final int THREADS = 16;
    // Longer than the gateway waits for a body or a head that does not come.
    private static final int TIMEOUT_MS = 15_000;
    private static final int MAX_RESPONSES = 20;

    private final Target target;
    private final int count;
    private final long seed;
    private final ResponseCheck check = new ResponseCheck();
    private final Map<String, Long> wrong = new TreeMap<>();
    private final Map<String, Long> events = new TreeMap<>();
    private final AtomicInteger sent = new AtomicInteger();

    MutationTrial(Target target, HostileOptions options) {
        this.target = target;
        count = options.requests;
        seed = options.seed == 0 ? ThreadLocalRandom.current().nextLong() : options.seed;
    }

    /** What was wrong, a sentence each. */
    List<String> run() throws InterruptedException {
        System.out.printf("%n%s: %d changed requests, seed %d%n", NAME, count, seed);
        GatewayLog log = new GatewayLog(target.log());
        log.next();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            MutatedRequests requests = new MutatedRequests(target, seed + i);
            threads.add(new Thread(() -> send(requests), NAME));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        GatewayLog.Count logged = log.next();
        System.out.printf(
                "  %s%n  log: %d warnings, %d lines of stack traces%n",
                events, logged.warnings(), logged.stackFrames());
        List<String> broken = new ArrayList<>();
        wrong.forEach((what, times) -> broken.add(NAME + ": " + times + " times " + what));
        if (logged.stackFrames() > 0) {
            broken.add(NAME + ": stack traces in the log");
        }
        if (!events.containsKey("200")) {
            broken.add(NAME + ": no request was valid, so nothing was tried");
        }
        return broken;
    }

    private void send(MutatedRequests requests) {
        while (sent.getAndIncrement() < count) {
            byte[] request = ThreadLocalRandom.current().nextInt(50) == 0 ? requests.valid() : requests.mutated();
            Optional<String> fault = fault(request);
            synchronized (this) {
                fault.ifPresent(what -> {
                    if (wrong.merge(what, 1L, Long::sum) <= 3) {
                        System.out.println("  " + what + ": " + printable(request));
                    }
                });
            }
        }
    }

    private Optional<String> fault(byte[] request) {
        String marker = UUID.randomUUID().toString();
        // Its error names the parameter that is malformed, and its connection ends with it.
        byte[] last = HostileRequests.octets(
                "GET /?" + marker + "=%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        try (HonestConnection connection = HonestConnection.to(target, TIMEOUT_MS)) {
            connection.send(request, last);
            boolean marked = false;
            for (int responses = 0; responses < MAX_RESPONSES; responses++) {
                Response response;
                try {
                    response = connection.response();
                } catch (EOFException | SocketException e) {
                    // The gateway closes a connection whose chunks are malformed, and after errors of the HTTP layer.
                    count(responses > 0 ? "closed after a response" : "closed without a response");
                    return Optional.empty();
                }
                count(Integer.toString(response.status()));
                if (response.status() == 100) {
                    continue;
                }
                if (marked) {
                    return Optional.of("a response after the last");
                }
                // A name that only ends with the marker began in the mutated request: more of the last request follows.
                marked = response.body().contains('"' + marker) && response.status() == 400;
                Optional<String> fault = check.wrong(response);
                if (fault.isPresent()) {
                    return fault;
                }
            }
            return Optional.of("more responses than requests");
        } catch (SocketTimeoutException e) {
            return Optional.of("no response in " + TIMEOUT_MS + " ms");
        } catch (IOException e) {
            return Optional.of(e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    private synchronized void count(String event) {
        events.merge(event, 1L, Long::sum);
    }

    // The signature stays readable: the key belongs to this run alone.
    private static String printable(byte[] request) {
        StringBuilder text = new StringBuilder();
        for (byte octet : request) {
            text.append(octet >= 0x20 && octet < 0x7f ? String.valueOf((char) octet) : "\\x%02x".formatted(octet));
        }
        return text.toString();
    }
}
