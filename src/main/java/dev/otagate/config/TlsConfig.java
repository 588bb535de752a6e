package dev.otagate.config;

/** TLS of the HTTP port, by two PEM files: both, or neither. The key is not encrypted. */
public record TlsConfig(String certificate, String key) {
    public static final String CERTIFICATE = Setting.HTTP_TLS_CERTIFICATE.key();

    public static final String KEY = Setting.HTTP_TLS_KEY.key();

    static TlsConfig of(SettingValues values) {
        TlsConfig tls = new TlsConfig(values.text(Setting.HTTP_TLS_CERTIFICATE), values.text(Setting.HTTP_TLS_KEY));
        if (tls.certificate.isEmpty() != tls.key.isEmpty()) {
            throw new ConfigException(CERTIFICATE + " and " + KEY + " must be set together");
        }
        return tls;
    }

    public boolean enabled() {
        return !certificate.isEmpty();
    }
}
