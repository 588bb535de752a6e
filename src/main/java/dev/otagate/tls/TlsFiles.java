package dev.otagate.tls;

import dev.otagate.config.TlsConfig;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The files of certificate and key, read at the same time. */
record TlsFiles(PemFile certificate, PemFile key) {
    static TlsFiles read(TlsConfig config) {
        return new TlsFiles(
                PemFile.read(TlsConfig.CERTIFICATE, config.certificate()), PemFile.read(TlsConfig.KEY, config.key()));
    }

    /** Returns a hash of both files, to detect changes. */
    String fingerprint() {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(hash.digest(certificate.content()));
            hash.update(key.content());
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
