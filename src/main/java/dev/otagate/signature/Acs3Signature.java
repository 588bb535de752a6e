package dev.otagate.signature;

import dev.otagate.hash.Sha256;
import dev.otagate.parameter.Parameters;
import dev.otagate.parameter.RequestSignature;
import dev.otagate.parameter.SignatureMethod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * Makes and verifies {@code ACS3-HMAC-SHA256} (contract: "What real clients send and need"). Not thread-safe: use one for each event loop.
 */
public final class Acs3Signature {
    private static final String SCHEME = "ACS3-HMAC-SHA256";

    private final MessageDigest sha256 = Sha256.newDigest();
    private final Signer signer = new Signer();

    /**
     * Returns the string to sign: the scheme and the hash of the canonical request.
     *
     * @param query the decoded parameters of the query, without those of the body
     * @param headers returns the value of a header by its lower-case name, {@code null} if it is absent
     */
    public String stringToSign(
            String httpMethod, Parameters query, UnaryOperator<String> headers, RequestSignature.Acs3 signature) {
        StringBuilder canonical = new StringBuilder(512);
        canonical.append(httpMethod).append("\n/\n");
        String separator = "";
        for (String name : query.sortedNames()) {
            canonical.append(separator).append(StringToSign.percentEncode(name));
            canonical.append('=').append(StringToSign.percentEncode(query.get(name)));
            separator = "&";
        }
        canonical.append('\n');
        for (String name : signature.headers()) {
            String value = headers.apply(name);
            canonical.append(name).append(':');
            canonical.append(value == null ? "" : value.trim()).append('\n');
        }
        canonical.append('\n').append(String.join(";", signature.headers()));
        canonical.append('\n').append(signature.contentSha256());
        // The value of a header has one character for each octet.
        return SCHEME + "\n" + hash(canonical.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns the signature of a string to sign in lower-case hex; the key is the AccessKeySecret itself. */
    public String sign(byte[] secret, String stringToSign) {
        byte[] content = stringToSign.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(signer.hmac(SignatureMethod.HMAC_SHA256, secret, content));
    }

    /** Whether the signature matches the string to sign. */
    public boolean verify(byte[] secret, String stringToSign, RequestSignature.Acs3 signature) {
        byte[] expected = sign(secret, stringToSign).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.value().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the lower-case hex form of SHA-256. */
    public String hash(byte[] content) {
        return HexFormat.of().formatHex(sha256.digest(content));
    }
}
