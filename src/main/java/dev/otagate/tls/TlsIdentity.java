package dev.otagate.tls;

import dev.otagate.config.TlsConfig;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;

/**
 * The certificate chain and the matching key of the API port.
 *
 * @param chain the server's own certificate first
 * @param fingerprint of the files
 */
public record TlsIdentity(List<X509Certificate> chain, KeyManagerFactory keys, String fingerprint) {
    private static final String ALIAS = "server";

    /** Loads certificate and key of the settings; empty if there are none. Blocks; throws {@link dev.otagate.config.ConfigException}. */
    public static Optional<TlsIdentity> load(TlsConfig config) {
        return config.enabled() ? Optional.of(of(TlsFiles.read(config))) : Optional.empty();
    }

    static TlsIdentity of(TlsFiles files) {
        List<X509Certificate> chain = Certificates.read(files.certificate());
        PrivateKey key = PrivateKeys.read(files.key());
        if (!PrivateKeys.matches(key, chain.get(0).getPublicKey())) {
            throw files.key()
                    .error(
                            chain.stream().anyMatch(certificate -> PrivateKeys.matches(key, certificate.getPublicKey()))
                                    ? "is not the key of the first certificate in "
                                            + files.certificate().path()
                                            + ", but of a later one: the server's own must come first"
                                    : "is not the key of the certificate in "
                                            + files.certificate().path());
        }
        CertificateWarnings.log(files.certificate(), chain);
        return new TlsIdentity(chain, keys(key, chain), files.fingerprint());
    }

    private static KeyManagerFactory keys(PrivateKey key, List<X509Certificate> chain) {
        try {
            // A PKCS12 store rejects a chain with a gap, or with several paths to a root.
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            // The store is in memory only, but the factory requires a password.
            char[] password = ALIAS.toCharArray();
            store.setKeyEntry(ALIAS, key, password, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            return keys;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK rejects the key", e);
        }
    }
}
