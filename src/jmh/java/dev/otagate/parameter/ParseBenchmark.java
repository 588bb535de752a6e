package dev.otagate.parameter;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the octets of a request to its parameters, and the checks of the common ones. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseBenchmark {
    private final byte[] query = SampleRequest.QUERY.clone();
    private final byte[] body = ("Desc=" + "%E6%A8%A1".repeat(100)).getBytes(StandardCharsets.US_ASCII);
    private final Parameters parameters = SampleRequest.parameters();
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-23T15:51:40Z"), ZoneOffset.UTC);

    /** A query of ten parameters. */
    @Benchmark
    public Object query() {
        FormDecoder decoder = new FormDecoder();
        decoder.add(query);
        return decoder.parameters();
    }

    /** A form body of 900 octets, all of them escapes of Chinese text. */
    @Benchmark
    public Object formOf900Octets() {
        FormDecoder decoder = new FormDecoder();
        decoder.add(body);
        return decoder.parameters();
    }

    /** What is common to all operations. */
    @Benchmark
    public Object commonParameters() {
        return CommonParameters.ofRpc(parameters, clock);
    }
}
