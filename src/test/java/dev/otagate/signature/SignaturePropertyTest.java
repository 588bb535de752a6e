package dev.otagate.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.openapiutil.Client;
import com.aliyun.tea.TeaRequest;
import com.aliyuncs.auth.RpcSignatureComposer;
import com.aliyuncs.http.MethodType;
import dev.otagate.parameter.Parameters;
import dev.otagate.parameter.RequestSignature;
import dev.otagate.parameter.SignatureMethod;
import dev.otagate.support.Canonical;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** The gateway's signatures against an independent signer out of JDK classes, and against the vendor's SDKs. */
class SignaturePropertyTest {
    private static final int TRIES = 200;
    private static final List<String> SIGNED = List.of("host", "x-acs-date");

    private final Signer signer = new Signer();
    private final Acs3Signature acs3 = new Acs3Signature();

    @Property(tries = TRIES)
    void verifiesWhatAnIndependentSignerSigns(
            @ForAll("parameters") Map<String, String> parameters,
            @ForAll @AlphaChars @StringLength(min = 1, max = 40) String secret,
            @ForAll SignatureMethod method) {
        byte[] octets = hmac(method.algorithm(), secret + "&", Canonical.rpc("GET", parameters));
        String signature = Base64.getEncoder().encodeToString(octets);

        assertThat(signer.verify(method, utf8(secret), StringToSign.of("GET", Parameters.of(parameters)), signature))
                .isTrue();
    }

    @Property(tries = TRIES)
    void rejectsASignatureWithOneChangedOctet(
            @ForAll("parameters") Map<String, String> parameters,
            @ForAll int at,
            @ForAll @IntRange(min = 1, max = 127) int by) {
        byte[] stringToSign = StringToSign.of("GET", Parameters.of(parameters));
        String signature = signer.sign(SignatureMethod.HMAC_SHA1, utf8("secret"), stringToSign);

        assertThat(verify(stringToSign, changed(signature, at, by))).isFalse();
        assertThat(verify(utf8(changed(new String(stringToSign, StandardCharsets.UTF_8), at, by)), signature))
                .isFalse();
    }

    @Property(tries = TRIES)
    void rejectsAParameterWithOneChangedCharacter(
            @ForAll("parameters") Map<String, String> parameters,
            @ForAll int at,
            @ForAll @IntRange(min = 1, max = 15) int by) {
        String signature = signer.sign(
                SignatureMethod.HMAC_SHA1, utf8("secret"), StringToSign.of("GET", Parameters.of(parameters)));
        Map<String, String> changed = new HashMap<>(parameters);
        changed.merge("Desc", "!", (desc, suffix) -> desc.isEmpty() ? suffix : changed(desc, at, by));

        assertThat(verify(StringToSign.of("GET", Parameters.of(changed)), signature))
                .isFalse();
        assertThat(verify(StringToSign.of("POST", Parameters.of(parameters)), signature))
                .isFalse();
    }

    @Property(tries = TRIES)
    void verifiesAcs3OfAnIndependentSignerAndRejectsAChangedHeader(
            @ForAll("parameters") Map<String, String> query,
            @ForAll @AlphaChars @StringLength(min = 1, max = 20) String header,
            @ForAll @IntRange(min = 1, max = 15) int by) {
        Map<String, String> headers = Map.of("host", "127.0.0.1:8686", "x-acs-date", header);
        Map<String, String> changed = Map.of("host", "127.0.0.1:8686", "x-acs-date", changed(header, 0, by));
        String signature = HexFormat.of()
                .formatHex(hmac("HmacSHA256", "secret", Canonical.acs3("POST", query, SIGNED, headers, "0")));

        assertThat(verifyAcs3(query, headers, SIGNED, "0", signature)).isTrue();
        assertThat(verifyAcs3(query, changed, SIGNED, "0", signature)).isFalse();
        assertThat(verifyAcs3(query, headers, SIGNED, "1", signature)).isFalse();
    }

    @Property(tries = TRIES)
    void signsAsTheClassicSdk(@ForAll("parameters") Map<String, String> parameters) throws Exception {
        String ofSdk = RpcSignatureComposer.getComposer()
                .composeStringToSign(MethodType.POST, null, null, parameters, Map.of(), Map.of());

        assertThat(new String(StringToSign.of("POST", Parameters.of(parameters)), StandardCharsets.UTF_8))
                .isEqualTo(ofSdk);
    }

    // This SDK leaves empty parameters out of what it signs.
    @Property(tries = TRIES)
    void signsAsTheTeaSdk(@ForAll("parameters") Map<String, String> parameters) throws Exception {
        Map<String, String> full = new TreeMap<>(parameters);
        full.values().removeIf(String::isEmpty);
        Assume.that(!full.isEmpty());

        assertThat(signer.sign(SignatureMethod.HMAC_SHA1, utf8("secret"), StringToSign.of("POST", Parameters.of(full))))
                .isEqualTo(Client.getRPCSignature(full, "POST", "secret"));
    }

    @Property(tries = TRIES)
    void verifiesAcs3OfTheTeaSdk(@ForAll("parameters") Map<String, String> query) throws Exception {
        TeaRequest request = new TeaRequest();
        request.method = "POST";
        request.pathname = "/";
        request.query = new HashMap<>(query);
        request.headers = new HashMap<>(Map.of("host", "127.0.0.1:8686", "x-acs-date", "2024-11-19T09:47:43Z"));
        String hash = acs3.hash(new byte[0]);
        String authorization = Client.getAuthorization(request, "ACS3-HMAC-SHA256", hash, "id", "secret");

        assertThat(authorization).contains("SignedHeaders=" + String.join(";", SIGNED) + ",");
        assertThat(verifyAcs3(query, request.headers, SIGNED, hash, authorization.replaceAll(".*Signature=", "")))
                .isTrue();
    }

    // Names below the surrogates: SDKs sort by UTF-16, the contract by octets, and both agree there.
    @Provide
    Arbitrary<Map<String, String>> parameters() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('!', '~')
                .withCharRange('\u00a0', '\u9fff')
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(name -> !name.equals("Signature"));
        Arbitrary<String> values = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .map(Character::toString)
                .list()
                .ofMaxSize(20)
                .map(points -> String.join("", points));
        return Arbitraries.maps(Arbitraries.oneOf(names, Arbitraries.of("Desc", "Action", "AccessKeyId")), values)
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private boolean verify(byte[] stringToSign, String signature) {
        return signer.verify(SignatureMethod.HMAC_SHA1, utf8("secret"), stringToSign, signature);
    }

    private boolean verifyAcs3(
            Map<String, String> query,
            Map<String, String> headers,
            List<String> signed,
            String hash,
            String signature) {
        RequestSignature.Acs3 given = new RequestSignature.Acs3(signed, hash, signature);
        return acs3.verify(utf8("secret"), acs3.stringToSign("POST", Parameters.of(query), headers::get, given), given);
    }

    // Another character at that place, never a surrogate: small changes of the lowest bits.
    private static String changed(String text, int at, int by) {
        int index = Math.floorMod(at, text.length());
        char[] characters = text.toCharArray();
        characters[index] = (char) (characters[index] ^ (Character.isSurrogate(characters[index]) ? 1 : by));
        return new String(characters);
    }

    private static byte[] hmac(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(utf8(key), algorithm));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
