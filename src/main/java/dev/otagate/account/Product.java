package dev.otagate.account;

import java.time.Instant;

public record Product(String productKey, String name, Instant createdAt) {}
