package dev.otagate.config;

/**
 * TLS of the HTTP port: both files, or neither.
 *
 * @param certificate a PEM file with the certificate and its chain; empty for plain HTTP
 * @param key a PEM file with the private key, not encrypted
 */
public record TlsConfig(String certificate, String key) {
    /** The name of the setting of the certificate. */
    public static final String CERTIFICATE = Setting.HTTP_TLS_CERTIFICATE.key();

    /** The name of the setting of the key. */
    public static final String KEY = Setting.HTTP_TLS_KEY.key();

    static TlsConfig of(SettingValues values) {
        TlsConfig tls = new TlsConfig(values.text(Setting.HTTP_TLS_CERTIFICATE), values.text(Setting.HTTP_TLS_KEY));
        if (tls.certificate.isEmpty() != tls.key.isEmpty()) {
            throw new ConfigException(CERTIFICATE + " and " + KEY + " must be set together");
        }
        return tls;
    }

    /** Whether the port uses HTTPS. */
    public boolean enabled() {
        return !certificate.isEmpty();
    }
}
