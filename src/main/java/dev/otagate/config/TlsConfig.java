package dev.otagate.config;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * TLS of the HTTP port: both files, or neither.
 *
 * @param certificate a PEM file with the certificate and its chain; empty for plain HTTP
 * @param key a PEM file with the private key, not encrypted
 */
public record TlsConfig(String certificate, String key) {
    static TlsConfig of(SettingValues values) {
        TlsConfig tls = new TlsConfig(values.text(Setting.HTTP_TLS_CERTIFICATE), values.text(Setting.HTTP_TLS_KEY));
        if (tls.certificate.isEmpty() != tls.key.isEmpty()) {
            throw new ConfigException(Setting.HTTP_TLS_CERTIFICATE.key() + " and " + Setting.HTTP_TLS_KEY.key()
                    + " must be set together");
        }
        if (tls.enabled()) {
            requireReadable(Setting.HTTP_TLS_CERTIFICATE, tls.certificate);
            requireReadable(Setting.HTTP_TLS_KEY, tls.key);
        }
        return tls;
    }

    private static void requireReadable(Setting setting, String file) {
        if (!Files.isReadable(Path.of(file))) {
            throw new ConfigException(setting.key() + ": " + file + " cannot be read");
        }
    }

    /** Whether the port speaks HTTPS. */
    public boolean enabled() {
        return !certificate.isEmpty();
    }
}
