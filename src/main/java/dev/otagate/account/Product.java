package dev.otagate.account;

import java.time.Instant;

/** A product of an account; its modules are the store's business. */
public record Product(String productKey, String name, Instant createdAt) {}
