package dev.otagate.console;

import dev.otagate.cluster.Node;
import dev.otagate.config.ManagementConfig;
import dev.otagate.operation.OperationCatalogue;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the console uses of its gateway.
 *
 * @param running empty while the gateway starts
 */
public record ConsoleServices(
        ManagementConfig management,
        Node node,
        OperationCatalogue catalogue,
        MeterRegistry registry,
        Clock clock,
        Supplier<Optional<RunningGateway>> running) {}
