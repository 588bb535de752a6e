package dev.otagate.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.failure.Result;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The common parameters of both signatures, without a gateway: what is read, and what is rejected first. */
class CommonParametersTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-11-19T10:00:00Z"), ZoneOffset.UTC);
    private static final String SIGNED = "x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce";

    private final Map<String, String> parameters = new HashMap<>(Map.of(
            "Action", "CreateOTAModule",
            "AccessKeyId", "id",
            "SignatureMethod", "HMAC-SHA256",
            "SignatureNonce", "n",
            "Timestamp", "2024-11-19T10:00:00Z",
            "Signature", "s"));
    private final Map<String, String> headers = new HashMap<>(Map.of(
            "authorization", "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=" + SIGNED + ",Signature=s",
            "x-acs-action", "CreateOTAModule",
            "x-acs-signature-nonce", "n",
            "x-acs-date", "2024-11-19T10:00:00Z",
            "x-acs-content-sha256", "0a"));

    @Test
    void areReadFromParameters() {
        assertThat(rpc())
                .isEqualTo(Result.ok(new CommonParameters(
                        "CreateOTAModule", "id", "n", new RequestSignature.Rpc(SignatureMethod.HMAC_SHA256, "s"))));
    }

    @Test
    void areReadFromHeaders() {
        assertThat(acs3())
                .isEqualTo(Result.ok(new CommonParameters(
                        "CreateOTAModule",
                        "id",
                        "n",
                        new RequestSignature.Acs3(List.of(SIGNED.split(";")), "0a", "s"))));
    }

    @Test
    void areMissingInTheOrderOfTheContract() {
        Map<String, String> complete = Map.copyOf(parameters);
        parameters.replaceAll((name, value) -> name.equals("Timestamp") ? "" : value);
        parameters.values().removeIf(value -> !value.isEmpty());
        List<Result<?>> results = new ArrayList<>();
        for (String name :
                List.of("Action", "AccessKeyId", "SignatureMethod", "SignatureNonce", "Timestamp", "Signature")) {
            results.add(rpc());
            parameters.put(name, complete.get(name));
        }

        assertThat(results)
                .containsExactly(
                        Result.failed(ErrorCode.MISSING_ACTION),
                        Result.failed(ErrorCode.MISSING_ACCESS_KEY_ID),
                        Result.failed(ErrorCode.MISSING_SIGNATURE_METHOD),
                        Result.failed(ErrorCode.MISSING_SIGNATURE_NONCE),
                        Result.failed(ErrorCode.MISSING_TIMESTAMP),
                        Result.failed(ErrorCode.MISSING_SIGNATURE));
    }

    @Test
    void ofHeadersAreMissingInTheSameOrder() {
        parameters.clear();
        headers.remove("x-acs-action");
        headers.remove("x-acs-signature-nonce");
        headers.remove("x-acs-date");
        headers.put("authorization", "ACS3-HMAC-SHA256");
        assertThat(acs3()).isEqualTo(Result.failed(ErrorCode.MISSING_ACTION));
        headers.put("x-acs-action", "CreateOTAModule");
        assertThat(acs3()).isEqualTo(Result.failed(ErrorCode.MISSING_ACCESS_KEY_ID));
        headers.put("authorization", "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=" + SIGNED);
        assertThat(acs3()).isEqualTo(Result.failed(ErrorCode.MISSING_SIGNATURE_NONCE));
        headers.put("x-acs-signature-nonce", "n");
        assertThat(acs3()).isEqualTo(Result.failed(ErrorCode.MISSING_TIMESTAMP));
        headers.put("x-acs-date", "2024-11-19T10:00:00Z");
        assertThat(acs3()).isEqualTo(Result.failed(ErrorCode.MISSING_SIGNATURE));
    }

    @ParameterizedTest
    @CsvSource({
        "SignatureMethod, hmac-sha1",
        "SignatureVersion, 2.0",
        "SignatureVersion, ''",
        "Version, 2018-01-21",
        "Format, YAML",
        "Format, ''"
    })
    void withAnotherValueAreRejectedByName(String name, String value) {
        parameters.put(name, value);

        assertThat(rpc()).isEqualTo(invalid(name));
    }

    @ParameterizedTest
    @CsvSource({
        "SignatureMethod, HMAC-SHA1",
        "SignatureVersion, 1.0",
        "Version, 2018-01-20",
        "Format, json",
        "Format, Xml"
    })
    void withAServedValueAreTaken(String name, String value) {
        parameters.put(name, value);

        assertThat(rpc()).isInstanceOf(Result.Ok.class);
    }

    @Test
    void boundTheNonceByCodePoints() {
        String longest = "\uD83D\uDE00".repeat(128);
        parameters.put("SignatureNonce", longest);
        headers.put("x-acs-signature-nonce", longest);
        assertThat(rpc()).isInstanceOf(Result.Ok.class);
        assertThat(acs3()).isInstanceOf(Result.Ok.class);

        parameters.put("SignatureNonce", longest + "n");
        headers.put("x-acs-signature-nonce", longest + "n");
        assertThat(rpc()).isEqualTo(invalid("SignatureNonce"));
        assertThat(acs3()).isEqualTo(invalid("SignatureNonce"));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-11-19T09:45:00Z, ",
        "2024-11-19T10:15:00Z, ",
        "2024-11-19T09:44:59Z, EXPIRED_TIMESTAMP",
        "2024-11-19T10:15:01Z, EXPIRED_TIMESTAMP",
        "2024-11-19 10:00:00Z, MALFORMED_TIMESTAMP",
        "2024-13-19T10:00:00Z, MALFORMED_TIMESTAMP"
    })
    void holdATimestampAgainstTheClock(String timestamp, ErrorCode code) {
        parameters.put("Timestamp", timestamp);
        headers.put("x-acs-date", timestamp);
        if (code == null) {
            assertThat(rpc()).isInstanceOf(Result.Ok.class);
            assertThat(acs3()).isInstanceOf(Result.Ok.class);
        } else {
            assertThat(rpc()).isEqualTo(Result.failed(code));
            assertThat(acs3()).isEqualTo(Result.failed(code));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ACS3-HMAC-SHA256, ACS3-HMAC-SM3, SignatureMethod",
        "Credential=id, 'Credential=id,Credential=id', Authorization",
        "Credential=id, 'Credential=id,Credential=other', Authorization",
        "x-acs-date;, '', SignedHeaders",
        "x-acs-action;, '', SignedHeaders",
        "x-acs-date;, x-acs-date;x-acs-date;, SignedHeaders",
        "x-acs-date;, x-acs-date;b c;, SignedHeaders",
        "x-acs-date;, x-acs-date;;, SignedHeaders"
    })
    void inAMalformedAuthorizationAreRejected(String part, String changed, String named) {
        headers.computeIfPresent("authorization", (name, value) -> value.replace(part, changed));

        assertThat(acs3()).isEqualTo(invalid(named));
    }

    @ParameterizedTest
    @CsvSource({
        "'Credential=', ' ,x,=y,=z,\tCredential='",
        "ACS3-HMAC-SHA256 , 'acs3-hmac-sha256 \t '",
        "x-acs-date, X-Acs-Date"
    })
    void areReadWithSpacesUnknownPartsAndNamesInAnyCase(String part, String changed) {
        headers.computeIfPresent("authorization", (name, value) -> value.replace(part, changed));

        assertThat(acs3()).isInstanceOf(Result.Ok.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65})
    void boundTheNumberOfSignedHeaders(int count) {
        StringBuilder more = new StringBuilder();
        for (int i = 4; i < count; i++) {
            more.append(";h").append(i);
        }
        headers.computeIfPresent("authorization", (name, value) -> value.replace(SIGNED, SIGNED + more));

        assertThat(acs3() instanceof Result.Ok).isEqualTo(count == 64);
    }

    @Test
    void ofHeadersMayNameTheActionInTheQueryAsWell() {
        parameters.clear();
        parameters.put("Action", "CreateOTAModule");
        assertThat(acs3()).isInstanceOf(Result.Ok.class);

        parameters.put("Action", "DeleteOTAModule");
        assertThat(acs3()).isEqualTo(invalid("Action"));

        headers.remove("x-acs-action");
        headers.computeIfPresent("authorization", (name, value) -> value.replace("x-acs-action;", ""));
        assertThat(acs3())
                .isInstanceOfSatisfying(
                        Result.Ok.class,
                        ok -> assertThat(((CommonParameters) ok.value()).action())
                                .isEqualTo("DeleteOTAModule"));
    }

    @Test
    void ofHeadersMayNameTheVersion() {
        headers.put("x-acs-version", "2018-01-20");
        assertThat(acs3()).isInstanceOf(Result.Ok.class);

        headers.put("x-acs-version", "2018-01-21");
        assertThat(acs3()).isEqualTo(invalid("Version"));
    }

    @Test
    void recogniseTheSchemeInAnyCase() {
        assertThat(Acs3Headers.isScheme("acs3-hmac-sha256 x")).isTrue();
        assertThat(Acs3Headers.isScheme("ACS3-")).isTrue();
        assertThat(Acs3Headers.isScheme("ACS4-HMAC")).isFalse();
        assertThat(Acs3Headers.isScheme(null)).isFalse();
    }

    private Result<CommonParameters> rpc() {
        return CommonParameters.ofRpc(Parameters.of(parameters), CLOCK);
    }

    private Result<CommonParameters> acs3() {
        Map<String, String> besides = new HashMap<>(parameters);
        besides.keySet().retainAll(List.of("Action", "Version", "Format", "SignatureVersion"));
        return Acs3Headers.check(headers::get, Parameters.of(besides), CLOCK);
    }

    private static Result<CommonParameters> invalid(String name) {
        return Result.failed(Failure.of(ErrorCode.INVALID_PARAMETER, name));
    }
}
