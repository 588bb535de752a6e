package dev.otagate.diagnosis;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a client signs, and with what: at first as the contract requires. A mistake changes the fields before {@link #digest}. Not
 * thread-safe.
 */
abstract class Draft {
    static final String HMAC_SHA1 = "HmacSHA1";
    static final String HMAC_SHA256 = "HmacSHA256";

    final SignedRequest request;
    String method;
    List<Pair> pairs;
    Comparator<Pair> order =
            Comparator.comparing(pair -> pair.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
    boolean sorted = true;
    PercentEncoding encoding = PercentEncoding.CORRECT;
    UnaryOperator<String> encode = text -> encoding.encode(text);
    String equals = "=";
    String joiner = "&";
    UnaryOperator<String> query = UnaryOperator.identity();
    UnaryOperator<String> whole = UnaryOperator.identity();
    byte[] secret;
    String suffix;
    String algorithm;
    boolean swapped;
    private int signedCharacters;

    Draft(SignedRequest request, List<Pair> pairs, String secret, String suffix, String algorithm) {
        this.request = request;
        this.method = request.method();
        this.pairs = new ArrayList<>(pairs);
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.suffix = suffix;
        this.algorithm = algorithm;
    }

    abstract String stringToSign();

    final String canonicalQuery() {
        if (sorted) {
            pairs.sort(order);
        }
        return counted(query.apply(pairs.stream()
                .map(pair -> encode.apply(pair.name()) + equals + encode.apply(pair.value()))
                .collect(Collectors.joining(joiner))));
    }

    final byte[] key() {
        byte[] end = suffix.getBytes(StandardCharsets.UTF_8);
        byte[] key = Arrays.copyOf(secret, secret.length + end.length);
        System.arraycopy(end, 0, key, secret.length, end.length);
        return key;
    }

    final byte[] message() {
        return counted(whole.apply(stringToSign())).getBytes(StandardCharsets.UTF_8);
    }

    /** The characters of the request, and of what was signed. */
    final int characters() {
        return request.length() + signedCharacters;
    }

    final String counted(String text) {
        signedCharacters += text.length();
        return text;
    }

    final byte[] digest() {
        return swapped ? hmac(message(), key()) : hmac(key(), message());
    }

    private byte[] hmac(byte[] key, byte[] message) {
        try {
            if (!algorithm.startsWith("Hmac")) {
                MessageDigest hash = MessageDigest.getInstance(algorithm);
                hash.update(key);
                return hash.digest(message);
            }
            Mac mac = Mac.getInstance(algorithm);
            // An empty key is no key for the JDK; a zero octet is the same for HMAC.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java runtime has no " + algorithm, e);
        }
    }
}
