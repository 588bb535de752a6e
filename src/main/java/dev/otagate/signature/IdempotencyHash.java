package dev.otagate.signature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/**
 * Hashes what identifies a retried change: 128 bits of SHA-256 over the parts of a request, each with its length, so that no two
 * lists of parts are hashed from the same bytes.
 *
 * <p>Keeps its digest and is therefore not thread-safe: one an event loop.
 */
public final class IdempotencyHash {
    private static final int ABSENT = -1;

    private final MessageDigest sha256;

    /** Fails with {@link IllegalStateException} if the Java runtime lacks SHA-256. */
    public IdempotencyHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The Java runtime has no SHA-256", e);
        }
    }

    /** The key of an account's ClientToken. */
    public UUID ofToken(long accountId, String token) {
        add("token");
        add(Long.toString(accountId));
        add(token);
        return finish();
    }

    /** The key of a nonce, other than that of any token. */
    public UUID ofNonce(UUID nonceHash) {
        add("nonce");
        add(nonceHash.toString());
        return finish();
    }

    /** The hash of a signed request: the same one for the same nonce and signature only. */
    public UUID ofSignature(UUID nonceHash, String signature) {
        add("signature");
        add(nonceHash.toString());
        add(signature);
        return finish();
    }

    /**
     * The hash of what a request asks for.
     *
     * @param values of the operation's parameters in their order, {@code null} if absent
     */
    public UUID ofRequest(String operation, List<String> values) {
        add("request");
        add(operation);
        values.forEach(this::add);
        return finish();
    }

    private void add(String part) {
        byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(part == null ? ABSENT : bytes.length)
                .flip());
        sha256.update(bytes);
    }

    private UUID finish() {
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        return new UUID(digest.getLong(), digest.getLong());
    }
}
