package dev.otagate.account;

import java.time.Instant;

/** A product of an account. */
public record Product(String productKey, String name, Instant createdAt) {}
