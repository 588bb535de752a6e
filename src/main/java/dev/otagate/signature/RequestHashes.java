package dev.otagate.signature;

import dev.otagate.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;

/**
 * Computes the hashes by which the database finds nonces and requests: the first 128 bits of SHA-256. Not thread-safe: use one for each
 * event loop.
 */
public final class RequestHashes {
    private static final int ABSENT = -1;

    private final MessageDigest sha256 = Sha256.newDigest();

    /** Returns the hash of a nonce and its AccessKeyId. An AccessKeyId has no NUL, so different pairs never have the same bytes. */
    public UUID ofNonce(String accessKeyId, String nonce) {
        sha256.update((accessKeyId + '\0' + nonce).getBytes(StandardCharsets.UTF_8));
        return Sha256.first128Bits(sha256);
    }

    /** Returns the idempotency key of an account's ClientToken. */
    public UUID ofTokenKey(long accountId, String token) {
        return ofParts("token", Long.toString(accountId), token);
    }

    /** Returns the idempotency key of a nonce, which differs from that of every token. */
    public UUID ofNonceKey(UUID nonceHash) {
        return ofParts("nonce", nonceHash.toString());
    }

    /** Returns the hash of a signed request: equal only for the same nonce and signature. */
    public UUID ofSignature(UUID nonceHash, String signature) {
        return ofParts("signature", nonceHash.toString(), signature);
    }

    /**
     * Returns the hash of the content of a request.
     *
     * @param values of the operation's parameters in order, {@code null} if absent
     */
    public UUID ofContent(String operation, List<String> values) {
        add("request");
        add(operation);
        values.forEach(this::add);
        return Sha256.first128Bits(sha256);
    }

    private UUID ofParts(String... parts) {
        for (String part : parts) {
            add(part);
        }
        return Sha256.first128Bits(sha256);
    }

    // With its length, so that different lists of parts never have the same bytes.
    private void add(String part) {
        byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
        int length = part == null ? ABSENT : bytes.length;
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
        sha256.update(bytes);
    }
}
