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
 * Signs strings to sign (contract: "Signature", step 5) and compares signatures in constant time.
 *
 * <p>Keeps one {@link Mac} an algorithm and is therefore not thread-safe: one signer an event loop.
 */
public final class Signer {
    private final Map<SignatureMethod, Mac> macs = new EnumMap<>(SignatureMethod.class);

    /** Fails with {@link IllegalStateException} where the Java runtime lacks HMAC-SHA1 or HMAC-SHA256. */
    public Signer() {
        for (SignatureMethod method : SignatureMethod.values()) {
            try {
                macs.put(method, Mac.getInstance(method.algorithm()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The Java runtime has no " + method.algorithm(), e);
            }
        }
    }

    /** The Base64 signature of a string to sign; {@code secret} is the AccessKeySecret's bytes, without the {@code &}. */
    public String sign(SignatureMethod method, byte[] secret, byte[] stringToSign) {
        byte[] key = Arrays.copyOf(secret, secret.length + 1);
        key[secret.length] = '&';
        Mac mac = macs.get(method);
        try {
            mac.init(new SecretKeySpec(key, method.algorithm()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("An HMAC key was rejected", e);
        }
        return Base64.getEncoder().encodeToString(mac.doFinal(stringToSign));
    }

    /** Whether {@code signature} is the one of the string to sign; takes as long for a nearly right one as for a wrong one. */
    public boolean verify(SignatureMethod method, byte[] secret, byte[] stringToSign, String signature) {
        byte[] expected = sign(method, secret, stringToSign).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }
}
