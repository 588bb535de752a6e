package dev.otagate.signature;

import dev.otagate.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * Computes the key of a nonce in the ledger: the first 128 bits of SHA-256(AccessKeyId, NUL, SignatureNonce), so that a nonce of any
 * length takes 16 bytes. An AccessKeyId has no NUL, so different pairs never have the same bytes. Not thread-safe: use one for each event
 * loop.
 */
public final class NonceHash {
    private final MessageDigest sha256 = Sha256.newDigest();

    /** Returns the key of a nonce. */
    public UUID of(String accessKeyId, String nonce) {
        sha256.update(accessKeyId.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        sha256.update(nonce.getBytes(StandardCharsets.UTF_8));
        return Sha256.first128Bits(sha256);
    }
}
