package dev.otagate.tls;

import java.nio.BufferUnderflowException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/** Reads the private key of a PEM file: RSA, EC or Ed25519, as PKCS#8, PKCS#1 or SEC 1. */
final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
    private static final int MIN_RSA_BITS = 2_048;

    private PrivateKeys() {}

    static PrivateKey read(PemFile file) {
        List<PemBlock> blocks = file.blocks();
        List<PemBlock> keys = blocks.stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.isEmpty()) {
            throw file.error("has no private key, but: " + blocks.get(0).label()
                    + "; http.tls.key must name the file of the key, http.tls.certificate that of the certificate");
        }
        if (keys.size() > 1) {
            throw file.error("has " + keys.size() + " private keys; it must have one");
        }
        PrivateKey key = read(file, keys.get(0));
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw file.error("has an RSA key of " + rsa.getModulus().bitLength() + " bits; TLS needs " + MIN_RSA_BITS);
        }
        return key;
    }

    private static PrivateKey read(PemFile file, PemBlock block) {
        if (block.isEncrypted()) {
            throw file.error("is encrypted with a password; decrypt it: openssl pkey -in FILE -out NEW.pem");
        }
        try {
            return switch (block.label()) {
                case "PRIVATE KEY" -> decode(file, block.der());
                case "RSA PRIVATE KEY" -> decode(file, Pkcs8.ofRsa(block.der()));
                case "EC PRIVATE KEY" -> decode(file, Pkcs8.ofEc(block.der()));
                case "OPENSSH PRIVATE KEY" ->
                    throw file.error("is a key of OpenSSH; convert it in place: ssh-keygen -p -N '' -m PKCS8 -f FILE");
                default -> throw file.error("has a key that TLS cannot use: " + block.label());
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            throw file.error("has a private key that cannot be read: it is damaged, or no Base64");
        }
    }

    private static PrivateKey decode(PemFile file, byte[] pkcs8) {
        Pkcs8.curve(pkcs8).flatMap(Curve::unsupported).ifPresent(curve -> {
            throw file.error("has an EC key on a curve that TLS cannot use: " + curve + "; use P-256, P-384 or P-521");
        });
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // A key of another algorithm, or damaged: reported below.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
        throw file.error(
                "has a private key that cannot be read: it is damaged, or not one of RSA, EC on P-256, P-384 or"
                        + " P-521, Ed25519 and Ed448");
    }
}
