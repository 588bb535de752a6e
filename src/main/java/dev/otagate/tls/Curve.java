package dev.otagate.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The curve of an EC key. */
final class Curve {
    // The JDK reads keys on more curves, but signs with these only. Compared by order: JDKs differ in the names of
    // curves.
    private static final Set<BigInteger> SUPPORTED =
            Stream.of("secp256r1", "secp384r1", "secp521r1").map(Curve::order).collect(Collectors.toUnmodifiableSet());

    private Curve() {}

    /** Returns the name of a curve that TLS cannot use here; empty if it can use the curve. */
    static Optional<String> unsupported(byte[] parameters) {
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(parameters);
            return SUPPORTED.contains(order(curve)) ? Optional.empty() : Optional.of(curve.toString());
        } catch (IOException e) {
            // The message has the name of the curve, or says that it has none.
            return Optional.of(e.getMessage());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger order(String name) {
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec(name));
            return order(curve);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger order(AlgorithmParameters curve) throws GeneralSecurityException {
        return curve.getParameterSpec(ECParameterSpec.class).getOrder();
    }
}
