package dev.otagate.tls;

import dev.otagate.config.TlsConfig;
import dev.otagate.hash.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The files of certificate and key, read at the same time. */
record TlsFiles(PemFile certificate, PemFile key) {
    static TlsFiles read(TlsConfig config) {
        return new TlsFiles(
                PemFile.read(TlsConfig.CERTIFICATE, config.certificate()), PemFile.read(TlsConfig.KEY, config.key()));
    }

    /** Returns a hash of both files, to detect changes. */
    String fingerprint() {
        MessageDigest hash = Sha256.newDigest();
        hash.update(hash.digest(certificate.content()));
        return HexFormat.of().formatHex(hash.digest(key.content()));
    }
}
