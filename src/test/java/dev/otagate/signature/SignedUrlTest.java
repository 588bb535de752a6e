package dev.otagate.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.parameter.FormDecoder;
import dev.otagate.parameter.Parameters;
import dev.otagate.parameter.SignatureMethod;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignedUrlTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-11-19T09:47:43.999Z"), ZoneOffset.UTC);
    private static final byte[] SECRET = "secret".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void hasTheCommonParametersAndTheirSignature(SignatureMethod method) {
        Parameters parameters = parametersOf(sign("Action=CreateOTAModule&Desc=a b%20c&AliasName=蓝", method));

        assertThat(parameters.sortedNames())
                .containsExactly(
                        "AccessKeyId",
                        "Action",
                        "AliasName",
                        "Desc",
                        "Signature",
                        "SignatureMethod",
                        "SignatureNonce",
                        "Timestamp");
        assertThat(parameters.get("AccessKeyId")).isEqualTo("id");
        assertThat(parameters.get("AliasName")).isEqualTo("蓝");
        assertThat(parameters.get("Desc")).isEqualTo("a b c");
        assertThat(parameters.get("SignatureMethod")).isEqualTo(method.parameterValue());
        assertThat(parameters.get("Timestamp")).isEqualTo("2024-11-19T09:47:43Z");
        assertThat(new Signer()
                        .verify(method, SECRET, StringToSign.of("POST", parameters), parameters.get("Signature")))
                .isTrue();
    }

    @Test
    void keepsGivenCommonParametersAndReplacesASignature() {
        String query = "AccessKeyId=other&SignatureNonce=n&Signature=old&Timestamp=t&SignatureMethod=m";
        Parameters parameters = parametersOf(sign(query, SignatureMethod.HMAC_SHA1));

        assertThat(parameters.get("AccessKeyId")).isEqualTo("other");
        assertThat(parameters.get("SignatureNonce")).isEqualTo("n");
        assertThat(parameters.get("Timestamp")).isEqualTo("t");
        assertThat(parameters.get("SignatureMethod")).isEqualTo("m");
        assertThat(parameters.get("Signature")).isNotEqualTo("old");
    }

    @Test
    void hasANonceOfItsOwn() {
        assertThat(parametersOf(sign("Action=a", SignatureMethod.HMAC_SHA1)).get("SignatureNonce"))
                .isNotEqualTo(parametersOf(sign("Action=a", SignatureMethod.HMAC_SHA1))
                        .get("SignatureNonce"));
    }

    @Test
    void isNotMadeFromAMalformedQuery() {
        assertThatThrownBy(() -> sign("Action=%zz", SignatureMethod.HMAC_SHA1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"Action\"");
    }

    private static String sign(String query, SignatureMethod method) {
        return SignedUrl.of("http://127.0.0.1:8686", "POST", "id", "secret", query, method, CLOCK);
    }

    private static Parameters parametersOf(String url) {
        assertThat(url).startsWith("http://127.0.0.1:8686/?");
        FormDecoder decoder = new FormDecoder();
        decoder.add(url.substring(url.indexOf('?') + 1).getBytes(StandardCharsets.US_ASCII));
        assertThat(decoder.malformed()).isEmpty();
        return decoder.parameters();
    }
}
