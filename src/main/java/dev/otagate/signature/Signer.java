package dev.otagate.signature;

import dev.otagate.parameter.SignatureMethod;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs strings to sign (contract: "Signature", step 5) and compares signatures in constant time. Not thread-safe: use one for each event
 * loop.
 */
public final class Signer {
    private final Map<SignatureMethod, Mac> macs = new EnumMap<>(SignatureMethod.class);

    public Signer() {
        for (SignatureMethod method : SignatureMethod.values()) {
            try {
                macs.put(method, Mac.getInstance(method.algorithm()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The Java runtime has no " + method.algorithm(), e);
            }
        }
    }

    /** Returns the Base64 signature of a string to sign; {@code secret} is the AccessKeySecret, without the {@code &}. */
    public String sign(SignatureMethod method, byte[] secret, byte[] stringToSign) {
        byte[] key = Arrays.copyOf(secret, secret.length + 1);
        key[secret.length] = '&';
        return Base64.getEncoder().encodeToString(hmac(method, key, stringToSign));
    }

    byte[] hmac(SignatureMethod method, byte[] key, byte[] content) {
        Mac mac = macs.get(method);
        try {
            mac.init(new SecretKeySpec(key, method.algorithm()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("An HMAC key was rejected", e);
        }
        return mac.doFinal(content);
    }

    /** Whether {@code signature} matches the string to sign; the time does not depend on how many characters match. */
    public boolean verify(SignatureMethod method, byte[] secret, byte[] stringToSign, String signature) {
        byte[] expected = sign(method, secret, stringToSign).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }
}
