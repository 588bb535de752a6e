package dev.otagate.transfer;

import java.time.Instant;

/**
 * A product, without its modules.
 *
 * @param description empty if there is none
 */
public record ProductData(
        String productKey, String name, String description, Instant created, ProductProperties properties) {}
