package dev.otagate.account;

import java.time.Instant;

/** A key as operators see it: everything but its secret. */
public record AccessKeyStatus(String accessKeyId, boolean enabled, Instant createdAt) {}
