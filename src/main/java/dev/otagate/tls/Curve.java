package dev.otagate.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;
import java.util.Set;

/** The curve of an EC key. */
final class Curve {
    // P-256, P-384 and P-521: the JDK signs with no other, though it reads keys on more.
    private static final Set<String> SUPPORTED = Set.of("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35");

    private Curve() {}

    /** What a curve is called that TLS does not use here; empty if it does. */
    static Optional<String> unsupported(byte[] parameters) {
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(parameters);
            String id = curve.getParameterSpec(ECGenParameterSpec.class).getName();
            return SUPPORTED.contains(id) ? Optional.empty() : Optional.of(curve.toString());
        } catch (IOException e) {
            // It names the curve, or says that there is no name.
            return Optional.of(e.getMessage());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
