package dev.otagate.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The hashes by which the database knows nonces and retried changes: stored rows outlive a release, so they must not change. */
class HashesTest {
    private static final UUID NONCE = new UUID(1, 2);

    private final RequestHashes hashes = new RequestHashes();

    @Test
    void aNonceIsHashedWithItsKey() throws Exception {
        assertThat(hashes.ofNonce("id", "n")).isEqualTo(first128Bits("id\0n"));
        assertThat(hashes.ofNonce("id", "n")).isEqualTo(first128Bits("id\0n"));
        assertThat(hashes.ofNonce("i", "dn")).isEqualTo(first128Bits("i\0dn"));
    }

    @Test
    void partsAreHashedWithTheirLengths() throws Exception {
        assertThat(hashes.ofTokenKey(7, "t")).isEqualTo(first128Bits("\0\0\0\5token\0\0\0\0017\0\0\0\1t"));
        assertThat(hashes.ofNonceKey(NONCE)).isEqualTo(first128Bits("\0\0\0\5nonce\0\0\0\44" + NONCE));
        assertThat(hashes.ofSignature(NONCE, "s"))
                .isEqualTo(first128Bits("\0\0\0\11signature\0\0\0\44" + NONCE + "\0\0\0\1s"));
    }

    @Test
    void anAbsentParameterDiffersFromAnEmptyOne() throws Exception {
        assertThat(hashes.ofContent("O", List.of("v", "")))
                .isEqualTo(first128Bits("\0\0\0\7request\0\0\0\1O\0\0\0\1v\0\0\0\0"));
        assertThat(hashes.ofContent("O", Arrays.asList("v", null)))
                .isEqualTo(first128Bits("\0\0\0\7request\0\0\0\1O\0\0\0\1v\u00ff\u00ff\u00ff\u00ff"));
    }

    private static UUID first128Bits(String octets) throws Exception {
        ByteBuffer digest = ByteBuffer.wrap(
                MessageDigest.getInstance("SHA-256").digest(octets.getBytes(StandardCharsets.ISO_8859_1)));
        return new UUID(digest.getLong(), digest.getLong());
    }
}
