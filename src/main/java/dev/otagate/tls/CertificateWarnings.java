package dev.otagate.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs properties of a valid certificate that clients may reject. */
final class CertificateWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWarnings.class);
    private static final Duration SOON = Duration.ofDays(7);

    private CertificateWarnings() {}

    static void log(PemFile file, List<X509Certificate> chain) {
        Instant now = Instant.now();
        Instant end = chain.get(0).getNotAfter().toInstant();
        if (now.isAfter(end)) {
            warn(file, chain, "the certificate of http.tls.certificate has expired");
        } else if (now.plus(SOON).isAfter(end)) {
            warn(file, chain, "the certificate of http.tls.certificate expires within a week");
        }
        if (now.isBefore(chain.get(0).getNotBefore().toInstant())) {
            warn(file, chain, "the certificate of http.tls.certificate is not valid yet");
        }
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                warn(file, chain, "a certificate of http.tls.certificate is not followed by that of its issuer");
                return;
            }
        }
    }

    private static void warn(PemFile file, List<X509Certificate> chain, String message) {
        LOG.atWarn()
                .addKeyValue("file", file.path())
                .addKeyValue("notBefore", chain.get(0).getNotBefore().toInstant())
                .addKeyValue("notAfter", chain.get(0).getNotAfter().toInstant())
                .log(message);
    }
}
