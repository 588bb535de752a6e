package dev.otagate.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals (encrypts and authenticates) AccessKeySecrets with AES-256-GCM: a random nonce of 12 bytes, then ciphertext and tag. The
 * AccessKeyId is authenticated, too: a sealed secret cannot be used for another id. Thread-safe.
 */
public final class SecretCipher {
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey masterKey;
    private final SecureRandom random = new SecureRandom();

    public SecretCipher(SecretKey masterKey) {
        this.masterKey = masterKey;
    }

    public byte[] seal(String accessKeyId, byte[] secret) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, accessKeyId, iv).doFinal(secret);
            byte[] sealed = Arrays.copyOf(iv, IV_BYTES + ciphertext.length);
            System.arraycopy(ciphertext, 0, sealed, IV_BYTES, ciphertext.length);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java runtime has no " + TRANSFORMATION, e);
        }
    }

    /** Opens a sealed secret. Throws {@link IllegalStateException} if it was sealed for another id or with another master key. */
    public byte[] open(String accessKeyId, byte[] sealed) {
        try {
            return cipher(Cipher.DECRYPT_MODE, accessKeyId, Arrays.copyOf(sealed, IV_BYTES))
                    .doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("The secret of " + accessKeyId + " was not sealed with this master key");
        }
    }

    private Cipher cipher(int mode, String accessKeyId, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, masterKey, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(accessKeyId.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
