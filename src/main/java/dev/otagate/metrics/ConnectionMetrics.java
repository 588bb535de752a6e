package dev.otagate.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Meters of the connections of the API, summed over the event loops. Thread-safe. */
public final class ConnectionMetrics {
    /** Closed because the node has as many connections as it may have. */
    public static final String CONNECTIONS = "connections";
    /** Closed because its address has as many connections as it may have. */
    public static final String ADDRESS = "address";
    /** Closed because the node holds as many bytes for unverified requests as it may. */
    public static final String BYTES = "unverified_bytes";
    /** Closed because the head of a request did not arrive in time. */
    public static final String HEAD_TIMEOUT = "head_timeout";

    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private final Map<String, Counter> closed;

    /** Meters in {@code registry}. */
    public ConnectionMetrics(MeterRegistry registry) {
        Gauge.builder("otagate.connections", loops, all -> sum(all, loop -> loop.open))
                .description("Connections to the API")
                .strongReference(true)
                .register(registry);
        Gauge.builder("otagate.unverified.bytes", loops, all -> sum(all, loop -> loop.bytes))
                .description("Bytes held for requests that are not verified yet")
                .strongReference(true)
                .register(registry);
        closed = Stream.of(CONNECTIONS, ADDRESS, BYTES, HEAD_TIMEOUT)
                .collect(Collectors.toMap(
                        reason -> reason,
                        reason -> Counter.builder("otagate.connections.closed")
                                .description("Connections closed at a limit")
                                .tag("reason", reason)
                                .register(registry)));
    }

    private static double sum(List<Loop> loops, Function<Loop, AtomicLong> value) {
        return loops.stream().mapToLong(loop -> value.apply(loop).get()).sum();
    }

    /** The part of one more event loop. */
    public Loop loop() {
        Loop loop = new Loop();
        loops.add(loop);
        return loop;
    }

    /** What one event loop reports, from its own thread. */
    public final class Loop {
        private final AtomicLong open = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();

        private Loop() {}

        /** Connections right now. */
        public void open(int connections) {
            open.lazySet(connections);
        }

        /** Bytes held right now. */
        public void bytes(long held) {
            bytes.lazySet(held);
        }

        /** A connection was closed at a limit. */
        public void closed(String reason) {
            closed.get(reason).increment();
        }
    }
}
