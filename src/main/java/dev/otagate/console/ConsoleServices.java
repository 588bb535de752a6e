package dev.otagate.console;

import dev.otagate.cluster.Node;
import dev.otagate.config.ManagementConfig;
import dev.otagate.history.RejectedRequests;
import dev.otagate.history.RelayToken;
import dev.otagate.history.RequestHistory;
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
        RequestHistory history,
        RejectedRequests rejected,
        RelayToken relayToken,
        Clock clock,
        Supplier<Optional<RunningGateway>> running) {}
