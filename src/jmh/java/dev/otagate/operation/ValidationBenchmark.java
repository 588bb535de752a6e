package dev.otagate.operation;

import dev.otagate.parameter.Parameters;
import dev.otagate.parameter.SampleRequest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The rules of CreateOTAModule's own parameters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ValidationBenchmark {
    private final Parameters parameters = SampleRequest.parameters();
    private final Operation create =
            new OperationCatalogue().named("CreateOTAModule").orElseThrow();

    /** Four parameters, all of them right. */
    @Benchmark
    public void createOtaModule(Blackhole sink) {
        for (Parameter parameter : create.parameters()) {
            sink.consume(parameter.check(parameters.get(parameter.name()), sink::consume));
        }
    }
}
