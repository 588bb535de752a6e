package dev.otagate.tls;

import dev.otagate.tls.PemFile.Block;
import io.vertx.core.net.impl.pkcs1.PrivateKeyParser;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the private key of a PEM file: RSA, EC or EdDSA, as PKCS#8, PKCS#1 or SEC 1. */
final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
    private static final int MIN_RSA_BITS = 2_048;
    private static final byte[] SAMPLE = {1, 2, 3};
    // Only the messages of the JDK's exceptions have the curve.
    private static final Pattern CURVE_FAULT = Pattern.compile(
            "Curve not supported: (?<curve>.+)|(?:Unknown named curve|Unknown curve name|Only named).+");

    private PrivateKeys() {}

    static PrivateKey read(PemFile file) {
        List<Block> blocks = file.blocks();
        List<Block> keys = blocks.stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.isEmpty()) {
            throw file.error("has no private key, but: " + blocks.get(0).label()
                    + "; http.tls.key must name the file of the key, http.tls.certificate that of the certificate");
        }
        if (keys.size() > 1) {
            throw file.error("has " + keys.size() + " private keys; it must have one");
        }
        if (keys.get(0).isEncrypted()) {
            throw file.error("is encrypted with a password; decrypt it: openssl pkey -in FILE -out NEW.pem");
        }
        PrivateKey key = decode(file, keys.get(0));
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw file.error("has an RSA key of " + rsa.getModulus().bitLength() + " bits; TLS needs " + MIN_RSA_BITS);
        }
        return key;
    }

    private static PrivateKey decode(PemFile file, Block block) {
        return switch (block.label()) {
            case "PRIVATE KEY" -> decode(file, block, PrivateKeys::ofPkcs8);
            case "RSA PRIVATE KEY" ->
                decode(file, block, der -> factory("RSA").generatePrivate(PrivateKeyParser.getRSAKeySpec(der)));
            case "EC PRIVATE KEY" ->
                decode(file, block, der -> factory("EC").generatePrivate(PrivateKeyParser.getECKeySpec(der)));
            case "OPENSSH PRIVATE KEY" ->
                throw file.error("is a key of OpenSSH; convert it in place: ssh-keygen -p -N '' -m PKCS8 -f FILE");
            default -> throw file.error("has a key that TLS cannot use: " + block.label());
        };
    }

    @FunctionalInterface
    private interface Format {
        PrivateKey decode(byte[] der) throws GeneralSecurityException;
    }

    private static PrivateKey decode(PemFile file, Block block, Format format) {
        try {
            PrivateKey key = format.decode(block.der());
            // The JDK reads keys on more curves than it can sign with.
            if (!(key instanceof RSAKey)) {
                sign(key);
            }
            return key;
        } catch (GeneralSecurityException | RuntimeException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            Matcher fault = CURVE_FAULT.matcher(String.valueOf(root.getMessage()));
            if (fault.find()) {
                throw file.error("has an EC key on a curve that TLS cannot use: "
                        + (fault.group("curve") == null ? fault.group() : fault.group("curve"))
                        + "; use P-256, P-384 or P-521");
            }
            throw file.error(
                    "has a private key that cannot be read: it is damaged, or not one of RSA, EC on P-256, P-384"
                            + " or P-521, Ed25519 and Ed448");
        }
    }

    private static PrivateKey ofPkcs8(byte[] der) throws GeneralSecurityException {
        InvalidKeySpecException failure = null;
        for (String algorithm : ALGORITHMS) {
            try {
                return factory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static KeyFactory factory(String algorithm) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm);
    }

    /** Whether a private key belongs to the public key of a certificate. */
    static boolean matches(PrivateKey key, PublicKey certified) {
        if (key instanceof RSAKey rsa) {
            return certified instanceof RSAKey other && other.getModulus().equals(rsa.getModulus());
        }
        try {
            byte[] signed = sign(key);
            Signature signature = signature(key);
            signature.initVerify(certified);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] sign(PrivateKey key) throws GeneralSecurityException {
        Signature signature = signature(key);
        signature.initSign(key);
        signature.update(SAMPLE);
        return signature.sign();
    }

    private static Signature signature(PrivateKey key) throws GeneralSecurityException {
        return Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA");
    }
}
