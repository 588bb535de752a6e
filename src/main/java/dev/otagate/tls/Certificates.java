package dev.otagate.tls;

import dev.otagate.tls.PemFile.Block;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads the certificates of a PEM file; the first one is the server's own. */
final class Certificates {
    private static final String LABEL = "CERTIFICATE";

    private Certificates() {}

    static List<X509Certificate> read(PemFile file) {
        List<Block> blocks = file.blocks();
        List<Block> found =
                blocks.stream().filter(block -> block.label().equals(LABEL)).toList();
        if (found.isEmpty()) {
            throw file.error(instead(blocks.get(0).label()));
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (Block block : found) {
            chain.add(decode(file, block, chain.size() + 1));
        }
        return chain;
    }

    private static String instead(String label) {
        return switch (label) {
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" ->
                "has a request for a certificate, not the certificate that the authority makes of it";
            case "PKCS7" -> "is PKCS#7; convert it: openssl pkcs7 -in FILE -print_certs -out NEW.pem";
            case "TRUSTED CERTIFICATE" -> "has OpenSSL's own form; convert it: openssl x509 -in FILE -out NEW.pem";
            default ->
                "has no certificate, but: " + label
                        + "; http.tls.certificate must name the file of the certificate, http.tls.key that of the key";
        };
    }

    private static X509Certificate decode(PemFile file, Block block, int number) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException | IllegalArgumentException e) {
            throw file.error("is damaged: certificate " + number + " cannot be read");
        }
    }
}
