package dev.otagate.store;

import java.util.Optional;
import java.util.UUID;

/**
 * What identifies a retried change.
 *
 * @param key hash of the account and its ClientToken, or of the nonce
 * @param requestHash of the operation and its parameters
 * @param signatureHash by which a resend of the same bytes is recognized; nothing if resends are rejected
 * @param requestId of this request; stored with its response if it is the first
 */
public record IdempotencyKey(UUID key, UUID requestHash, Optional<UUID> signatureHash, UUID requestId) {}
