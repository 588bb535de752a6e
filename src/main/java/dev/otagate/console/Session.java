package dev.otagate.console;

import java.time.Instant;

/** What a browser may do: call the API with one access key. */
record Session(String accessKeyId, Instant expiresAt) {}
