package dev.otagate.diagnosis;

import dev.otagate.diagnosis.KnownMistake.Part;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Mistakes in the key and the algorithm; the likeliest first. No key is a part of the secret: with such a mistake, a stranger could
 * guess the secret piece by piece.
 */
final class KeyMistakes {
    private static final int HEX_DIGITS_OF_SHA1 = 40;

    private KeyMistakes() {}

    /** @param suffix of the correct key */
    static List<KnownMistake<Draft>> of(String accessKeyId, List<String> otherSecrets, String suffix) {
        List<KnownMistake<Draft>> all = new ArrayList<>();
        suffix(
                all,
                suffix.isEmpty() ? "secret-with-ampersand" : "secret-without-ampersand",
                suffix.isEmpty() ? "&" : "");
        for (String other : otherSecrets) {
            secret(all, "other-secret", secret -> other);
        }
        secret(all, "secret-with-newline", secret -> secret + "\n");
        secret(all, "secret-with-newline", secret -> secret + "\r\n");
        secret(all, "secret-with-newline", secret -> "\n" + secret);
        secret(all, "secret-with-space", secret -> secret + " ");
        secret(all, "secret-with-space", secret -> " " + secret);
        secret(all, "secret-with-space", secret -> secret + "\t");
        secret(all, "access-key-id-as-secret", secret -> accessKeyId);
        algorithm(all, "sha256", Draft.HMAC_SHA256);
        algorithm(all, "sha1", Draft.HMAC_SHA1);
        algorithm(all, "md5", "HmacMD5");
        algorithm(all, "sha512", "HmacSHA512");
        secret(all, "secret-in-quotes", secret -> "\"" + secret + "\"");
        secret(all, "secret-in-quotes", secret -> "'" + secret + "'");
        secret(all, "secret-empty", secret -> "");
        secret(all, "secret-lower-case", secret -> secret.toLowerCase(Locale.ROOT));
        secret(all, "secret-upper-case", secret -> secret.toUpperCase(Locale.ROOT));
        octets(all, "secret-base64-decoded", secret -> decoded(Base64.getMimeDecoder(), secret));
        octets(all, "secret-base64-encoded", secret -> Base64.getEncoder().encode(secret));
        octets(all, "secret-hex-decoded", KeyMistakes::hexDecoded);
        octets(
                all,
                "secret-hex-encoded",
                secret -> HexFormat.of().formatHex(secret).getBytes(StandardCharsets.UTF_8));
        secret(all, "secret-url-encoded", PercentEncoding.CORRECT::encode);
        secret(all, "secret-url-encoded", KeyMistakes::urlDecoded);
        secret(all, "secret-with-byte-order-mark", secret -> "\uFEFF" + secret);
        octets(all, "secret-in-utf-16", secret -> text(secret).getBytes(StandardCharsets.UTF_16LE));
        octets(all, "secret-in-utf-16", secret -> text(secret).getBytes(StandardCharsets.UTF_16BE));
        for (String placeholder : List.of("null", "undefined", "None", "AccessKeySecret", "YourAccessKeySecret")) {
            secret(all, "secret-not-set", secret -> placeholder);
        }
        secret(all, "secret-with-prefix", secret -> "&" + secret);
        secret(all, "secret-with-prefix", secret -> "ACS3" + secret);
        secret(all, "secret-with-prefix", secret -> accessKeyId + "&" + secret);
        secret(all, "secret-with-prefix", secret -> accessKeyId + secret);
        suffix(all, "ampersand-encoded", "%26");
        suffix(all, "ampersand-twice", "&&");
        suffix(all, "ampersand-with-newline", suffix + "\n");
        all.add(new KnownMistake<>("key-and-text-exchanged", Part.SUFFIX, draft -> draft.swapped = true));
        algorithm(all, "hash-instead-of-hmac", "SHA-1");
        algorithm(all, "hash-instead-of-hmac", "SHA-256");
        algorithm(all, "hash-instead-of-hmac", "MD5");
        return all;
    }

    private static String text(byte[] secret) {
        return new String(secret, StandardCharsets.UTF_8);
    }

    private static byte[] decoded(Base64.Decoder decoder, byte[] secret) {
        try {
            return decoder.decode(secret);
        } catch (IllegalArgumentException e) {
            return secret;
        }
    }

    private static byte[] hexDecoded(byte[] secret) {
        try {
            return secret.length < HEX_DIGITS_OF_SHA1 ? secret : HexFormat.of().parseHex(text(secret));
        } catch (IllegalArgumentException e) {
            return secret;
        }
    }

    private static String urlDecoded(String secret) {
        try {
            return URLDecoder.decode(secret, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return secret;
        }
    }

    private static void secret(List<KnownMistake<Draft>> all, String code, UnaryOperator<String> change) {
        octets(all, code, secret -> change.apply(text(secret)).getBytes(StandardCharsets.UTF_8));
    }

    private static void octets(List<KnownMistake<Draft>> all, String code, UnaryOperator<byte[]> change) {
        all.add(new KnownMistake<>(code, Part.SECRET, draft -> draft.secret = change.apply(draft.secret)));
    }

    private static void suffix(List<KnownMistake<Draft>> all, String code, String suffix) {
        all.add(new KnownMistake<>(code, Part.SUFFIX, draft -> draft.suffix = suffix));
    }

    private static void algorithm(List<KnownMistake<Draft>> all, String code, String algorithm) {
        all.add(new KnownMistake<>(code, Part.ALGORITHM, draft -> draft.algorithm = algorithm));
    }
}
