package dev.otagate.warmup;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What a warm-up asks the gateway that it is for; on an event loop. It takes the gateway's own suppliers also because compiled code
 * depends on their classes.
 *
 * @param nodes how many nodes share the database
 * @param draining whether the gateway is about to stop
 * @param served how many requests of clients the gateway has answered so far
 */
public record GatewayState(IntSupplier nodes, BooleanSupplier draining, LongSupplier served) {}
