package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.NewAccessKey;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient.Reply;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionIT extends ContractTest {
    @ParameterizedTest
    @ValueSource(strings = {"Action", "AccessKeyId", "SignatureMethod", "SignatureNonce", "Timestamp", "Signature"})
    void rejectsAMissingOrEmptyCommonParameter(String name) {
        for (String value : new String[] {null, ""}) {
            Reply reply = client.send(create("ble").unsigned(name, value));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.code()).isEqualTo("Missing" + name);
            assertThat(reply.message()).isEqualTo(name + " is mandatory for this action.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SignatureMethod, HMAC-MD5",
        "SignatureMethod, hmac-sha1",
        "SignatureVersion, 2.0",
        "SignatureVersion, ''",
        "Format, YAML"
    })
    void rejectsACommonParameterOfAnotherValue(String name, String value) {
        Reply reply = client.send(create("ble").with(name, value));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("InvalidParameter");
        assertThat(reply.message()).isEqualTo("The specified parameter \"" + name + "\" is not valid.");
    }

    @Test
    void takesNoncesOf1To128CodePoints() {
        assertThat(client.send(create("a").with("SignatureNonce", "!")).success())
                .isTrue();
        assertThat(client.send(create("b").with("SignatureNonce", "蓝".repeat(128)))
                        .success())
                .isTrue();
        assertThat(client.send(create("c").with("SignatureNonce", "n".repeat(129)))
                        .message())
                .contains("\"SignatureNonce\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-11-19T09:47:43",
                "2024-11-19T09:47:43.000Z",
                "2024-11-19 09:47:43Z",
                "2024-02-30T09:47:43Z",
                "2024-11-19T24:00:00Z",
                "2024-11-19T09:47:43+00:00",
                "2024-11-1909:47:43Z",
                "2024-11-19T09:47:43Z\0",
                "٢٠٢٤-11-19T09:47:43Z",
                "x"
            })
    void rejectsAMalformedTimestamp(String timestamp) {
        Reply reply = client.send(create("ble").with("Timestamp", timestamp));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("InvalidTimeStamp.Format");
        assertThat(reply.message()).isEqualTo("Specified time stamp or date value is not well formatted.");
    }

    @ParameterizedTest
    @CsvSource({"-16, false", "-14, true", "14, true", "16, false"})
    void takesTimestampsUpToFifteenMinutesOff(long minutes, boolean taken) {
        String timestamp = Instant.now()
                .plus(minutes, ChronoUnit.MINUTES)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();

        Reply reply = client.send(create("ble").with("Timestamp", timestamp));

        assertThat(reply.success()).isEqualTo(taken);
        assertThat(reply.code()).isEqualTo(taken ? "" : "InvalidTimeStamp.Expired");
    }

    @Test
    void rejectsAnUnknownKeyAndADisabledOne() {
        NewAccessKey disabled = gateway.key(account);
        gateway.setKeyEnabled(disabled, false);

        Reply unknown = client.send(create("ble").with("AccessKeyId", "LTAInobody"));
        assertThat(client.send(create("ble").with("AccessKeyId", "LTAI\0")).code())
                .isEqualTo("InvalidAccessKeyId.NotFound");
        Reply inactive = client.send(SignedRequest.createModule(disabled, product, "ble"));

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("InvalidAccessKeyId.NotFound");
        assertThat(inactive.status()).isEqualTo(400);
        assertThat(inactive.code()).isEqualTo("InvalidAccessKeyId.Inactive");
    }

    @Test
    void rejectsAnUnknownActionOnlyToWhoMaySign() {
        Reply reply = client.send(create("ble").with("Action", "createOTAModule"));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("InvalidAction.NotFound");
        assertThat(client.send(create("ble").unsigned("Action", "Nothing")).code())
                .isEqualTo("SignatureDoesNotMatch");
    }

    /** Each request breaks all rules from one on; the first of the contract's table must be told. */
    @Test
    void reportsTheFirstRuleThatIsBroken() {
        SignedRequest request = create("b!e");
        assertThat(client.send(request).code()).isEqualTo("iot.ota.InvalidFormattedModuleName");
        request = request.with("ProductKey", "a b");
        assertThat(client.send(request).code()).isEqualTo("iot.prod.InvalidFormattedProductkey");
        request = request.with("Action", "Nothing");
        assertThat(client.send(request).code()).isEqualTo("InvalidAction.NotFound");
        request = request.signedWith("wrong");
        assertThat(client.send(request).code()).isEqualTo("SignatureDoesNotMatch");
        request = request.unsigned("AccessKeyId", "LTAInobody");
        assertThat(client.send(request).code()).isEqualTo("InvalidAccessKeyId.NotFound");
        request = request.unsigned("Timestamp", "2001-01-01T00:00:00Z");
        assertThat(client.send(request).code()).isEqualTo("InvalidTimeStamp.Expired");
        request = request.unsigned("Timestamp", "2001");
        assertThat(client.send(request).code()).isEqualTo("InvalidTimeStamp.Format");
        request = request.unsigned("SignatureVersion", "9");
        assertThat(client.send(request).message()).contains("\"SignatureVersion\"");
        request = request.unsigned("SignatureNonce", null);
        assertThat(client.send(request).code()).isEqualTo("MissingSignatureNonce");
        assertThat(client.send("GET", request.encoded() + "&Desc=1&Desc=2", null, null)
                        .message())
                .isEqualTo("The specified parameter \"Desc\" is not valid.");
        assertThat(client.send("PUT", request.encoded() + "&Desc=1&Desc=2", null, null)
                        .code())
                .isEqualTo("UnsupportedHTTPMethod");
    }
}
