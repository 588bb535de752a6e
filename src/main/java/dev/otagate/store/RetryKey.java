package dev.otagate.store;

import java.util.Optional;
import java.util.UUID;

/**
 * By what the first answer to a change is kept and found again.
 *
 * @param key hash of the account and its ClientToken, or of the nonce
 * @param requestHash of the operation and its parameters
 * @param resendHash of the signature: the same one means the same request once more; nothing where that is refused
 * @param requestId the id that this request's answer carries if it is the first
 */
public record RetryKey(UUID key, UUID requestHash, Optional<UUID> resendHash, UUID requestId) {}
