package dev.otagate.account;

import java.time.Instant;

/** A key without its secret, for operators. */
public record AccessKeyStatus(String accessKeyId, boolean enabled, Instant createdAt) {}
