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

/** Meters of API connections, summed over the event loops. Thread-safe. */
public final class ConnectionMetrics {
    /** Closed at the limit of connections of the node. */
    public static final String CONNECTIONS = "connections";
    /** Closed at the limit of connections of one address. */
    public static final String ADDRESS = "address";
    /** Closed at the limit of bytes held for unverified requests. */
    public static final String BYTES = "unverified_bytes";
    /** Closed at the deadline of a request's head. */
    public static final String HEAD_TIMEOUT = "head_timeout";

    /** Closed because the body of a request that has its response did not end. */
    public static final String BODY_TIMEOUT = "body_timeout";

    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private final Map<String, Counter> closed;

    public ConnectionMetrics(MeterRegistry registry) {
        Gauge.builder("otagate.connections", () -> sum(loop -> loop.open))
                .description("Open API connections")
                .register(registry);
        Gauge.builder("otagate.unverified.bytes", () -> sum(loop -> loop.bytes))
                .description("Bytes held for unverified requests")
                .register(registry);
        closed = Stream.of(CONNECTIONS, ADDRESS, BYTES, HEAD_TIMEOUT, BODY_TIMEOUT)
                .collect(Collectors.toMap(
                        reason -> reason,
                        reason -> Counter.builder("otagate.connections.closed")
                                .description("API connections closed at a limit")
                                .tag("reason", reason)
                                .register(registry)));
    }

    private long sum(Function<Loop, AtomicLong> value) {
        return loops.stream().mapToLong(loop -> value.apply(loop).get()).sum();
    }

    public Loop loop() {
        Loop loop = new Loop();
        loops.add(loop);
        return loop;
    }

    /** The meters of one event loop. Its own thread sets them. */
    public final class Loop {
        private final AtomicLong open = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();

        private Loop() {}

        public void open(int connections) {
            open.lazySet(connections);
        }

        public void bytes(long held) {
            bytes.lazySet(held);
        }

        public void closed(String reason) {
            closed.get(reason).increment();
        }
    }
}
