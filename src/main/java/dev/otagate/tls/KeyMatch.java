package dev.otagate.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;

/** Checks whether a private key belongs to a certificate. */
final class KeyMatch {
    private static final byte[] SAMPLE = {1, 2, 3};

    private KeyMatch() {}

    static boolean matches(PrivateKey key, X509Certificate certificate) {
        if (key instanceof RSAKey rsa) {
            return certificate.getPublicKey() instanceof RSAKey other
                    && other.getModulus().equals(rsa.getModulus());
        }
        try {
            Signature signature = Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA");
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
