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
 * The certificate chain and key that the API port shows, read and found to fit each other.
 *
 * @param chain the server's own certificate first
 * @param fingerprint of the files
 */
public record TlsIdentity(List<X509Certificate> chain, KeyManagerFactory keys, String fingerprint) {
    private static final String ALIAS = "server";

    /** What the settings name, if they name a certificate. Blocking; fails with {@link dev.otagate.config.ConfigException}. */
    public static Optional<TlsIdentity> load(TlsConfig config) {
        return config.enabled() ? Optional.of(of(TlsFiles.read(config))) : Optional.empty();
    }

    static TlsIdentity of(TlsFiles files) {
        List<X509Certificate> chain = Certificates.read(files.certificate());
        PrivateKey key = PrivateKeys.read(files.key());
        if (!KeyMatch.matches(key, chain.get(0))) {
            throw files.key()
                    .error(
                            chain.stream().anyMatch(certificate -> KeyMatch.matches(key, certificate))
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
            // PKCS12 takes no chain with a gap, or with more than one way to a root.
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            // In memory alone; the factory asks for a password all the same.
            char[] password = ALIAS.toCharArray();
            store.setKeyEntry(ALIAS, key, password, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            return keys;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JDK does not take the key", e);
        }
    }
}
