package dev.otagate.tls;

import dev.otagate.config.TlsConfig;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Both files, as read at one time. */
record TlsFiles(PemFile certificate, PemFile key) {
    static TlsFiles read(TlsConfig config) {
        return new TlsFiles(
                PemFile.read(TlsConfig.CERTIFICATE, config.certificate()), PemFile.read(TlsConfig.KEY, config.key()));
    }

    /** A hash of both files, by which it shows whether they have changed. */
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
