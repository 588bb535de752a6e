package dev.otagate.signature;

import dev.otagate.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;

/**
 * Computes idempotency keys and request hashes: 128 bits of SHA-256 over the parts of a request. Each part has its length, so that
 * different lists of parts never have the same bytes. Not thread-safe: use one for each event loop.
 */
public final class IdempotencyHash {
    private static final int ABSENT = -1;

    private final MessageDigest sha256 = Sha256.newDigest();

    /** Returns the idempotency key of an account's ClientToken. */
    public UUID ofToken(long accountId, String token) {
        add("token");
        add(Long.toString(accountId));
        add(token);
        return Sha256.first128Bits(sha256);
    }

    /** Returns the idempotency key of a nonce, which differs from that of every token. */
    public UUID ofNonce(UUID nonceHash) {
        add("nonce");
        add(nonceHash.toString());
        return Sha256.first128Bits(sha256);
    }

    /** Returns the hash of a signed request: equal only for the same nonce and signature. */
    public UUID ofSignature(UUID nonceHash, String signature) {
        add("signature");
        add(nonceHash.toString());
        add(signature);
        return Sha256.first128Bits(sha256);
    }

    /**
     * Returns the hash of the content of a request.
     *
     * @param values of the operation's parameters in order, {@code null} if absent
     */
    public UUID ofRequest(String operation, List<String> values) {
        add("request");
        add(operation);
        values.forEach(this::add);
        return Sha256.first128Bits(sha256);
    }

    private void add(String part) {
        byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(part == null ? ABSENT : bytes.length)
                .flip());
        sha256.update(bytes);
    }
}
