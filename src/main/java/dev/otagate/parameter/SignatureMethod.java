package dev.otagate.parameter;

import java.util.Arrays;
import java.util.Optional;

/** The value of the parameter {@code SignatureMethod} (contract: "Common parameters"). */
public enum SignatureMethod {
    HMAC_SHA1("HMAC-SHA1", "HmacSHA1"),
    HMAC_SHA256("HMAC-SHA256", "HmacSHA256");

    private final String parameterValue;
    private final String algorithm;

    SignatureMethod(String parameterValue, String algorithm) {
        this.parameterValue = parameterValue;
        this.algorithm = algorithm;
    }

    /** Returns the method with this name, which is case-sensitive. */
    public static Optional<SignatureMethod> named(String parameterValue) {
        return Arrays.stream(values())
                .filter(method -> method.parameterValue.equals(parameterValue))
                .findFirst();
    }

    public String parameterValue() {
        return parameterValue;
    }

    /** The name of the algorithm for {@link javax.crypto.Mac}. */
    public String algorithm() {
        return algorithm;
    }
}
