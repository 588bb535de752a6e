package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.account.NewAccessKey;
import dev.otagate.support.Acs3Request;
import dev.otagate.support.RawConnection;
import dev.otagate.support.TestClient.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Acs3IT extends ContractTest {
    @Test
    void createsAModuleByQueryAndByForm() {
        assertThat(client.send(request("ble").with("host", host())).body())
                .matches("\\{\"RequestId\":\"[0-9A-F-]{36}\",\"Success\":true}");
        assertThat(client.send(request("get").withMethod("GET")).status()).isEqualTo(200);
        Acs3Request form = Acs3Request.of(key, "CreateOTAModule", Map.of())
                .withForm("ProductKey=" + product + "&ModuleName=form&AliasName=%E8%93%9D&Desc=a+b");
        assertThat(client.send(form).status()).isEqualTo(200);
        assertThat(modules()).isEqualTo(3);
    }

    @Test
    void returnsXmlOnlyIfItIsAskedFor() {
        Acs3Request request =
                Acs3Request.of(key, "ListOTAModuleByProduct", Map.of("ProductKey", product, "Format", "xml"));

        assertThat(client.send(request).body()).contains("<ListOTAModuleByProductResponse><RequestId>");
        assertThat(client.send(request("x").header("x-acs-date", null)).contentType())
                .isEqualTo("application/json");
    }

    @Test
    void takesTheDialectOfTheVersionAlone() {
        Reply reply = client.send(request("ble").with("x-acs-version", null));

        assertThat(reply.body()).startsWith("{\"code\":\"\"");
    }

    @Test
    void rejectsAReplay() {
        Acs3Request request = request("ble");
        assertThat(client.send(request).status()).isEqualTo(200);

        assertThat(client.send(request).json().get("Code").asText()).isEqualTo("SignatureNonceUsed");
    }

    @Test
    void rejectsWhatWasChangedAfterSigning() {
        Acs3Request request = request("ble");
        for (Acs3Request changed : new Acs3Request[] {
            request.header("x-acs-action", "DeleteOTAModule"),
            request.header("x-acs-signature-nonce", "other"),
            request.withBodyAfterSigning("ModuleName=other"),
            request.header("x-acs-content-sha256", "0".repeat(64)),
            new Acs3Request(key, "POST", Map.of("ProductKey", product), "", request.headers())
        }) {
            Reply reply = client.send(changed);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json().get("Code").asText()).isEqualTo("SignatureDoesNotMatch");
            assertThat(reply.json().get("Message").asText()).contains("server string to sign is:ACS3-HMAC-SHA256\n");
        }
        assertThat(modules()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "x-acs-action, MissingAction",
        "x-acs-signature-nonce, MissingSignatureNonce",
        "x-acs-date, MissingTimestamp"
    })
    void rejectsAMissingHeader(String header, String code) {
        assertThat(client.send(request("ble").with(header, null))
                        .json()
                        .get("Code")
                        .asText())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "'ACS3-HMAC-SHA256 SignedHeaders=a,Signature=b', MissingAccessKeyId",
        "'ACS3-HMAC-SHA256 Credential=a,SignedHeaders=a', MissingSignature",
        "'ACS3-HMAC-SHA256 Credential=a,SignedHeaders=x-acs-date,Signature=b', InvalidParameter",
        "ACS3-HMAC-SHA256, MissingAccessKeyId"
    })
    void rejectsAnIncompleteAuthorization(String authorization, String code) {
        Reply reply = client.send(request("ble").header("authorization", authorization));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("Code").asText()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-acs-date", "a b", "a;;b", "a;", "ho\tst", "a:b", "\u00e9", "MANY"})
    void rejectsSignedHeadersThatAreNoListOfNames(String names) {
        Acs3Request request = request("ble");
        String more = names.equals("MANY")
                ? IntStream.range(0, 61).mapToObj(i -> "h" + i).collect(Collectors.joining(";"))
                : names;
        String authorization =
                request.headers().get("authorization").replace("SignedHeaders=", "SignedHeaders=" + more + ";");

        String head = request.header("authorization", authorization).headers().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        try (RawConnection connection = new RawConnection(gateway.port())) {
            String body = connection
                    .send("POST /?" + request.encodedQuery() + " HTTP/1.1\r\nHost: x\r\n" + head + "\r\n")
                    .response()
                    .body();
            assertThat(body).contains("InvalidParameter").contains("SignedHeaders");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ACS3-HMAC-SM3, SignatureMethod",
        "ACS3-RSA-SHA256, SignatureMethod",
        "ACS3-HMAC-SHA256-X, SignatureMethod",
        "'ACS3-HMAC-SHA256 Credential=other,', Authorization",
        "'ACS3-HMAC-SHA256 Signature=0,', Authorization"
    })
    void rejectsASchemeThatIsNotServedAndAPartGivenTwice(String beginning, String named) {
        Acs3Request request = request("ble");
        String authorization = request.headers().get("authorization").replace("ACS3-HMAC-SHA256", beginning);

        Reply reply = client.send(request.header("authorization", authorization));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("Code").asText()).isEqualTo("InvalidParameter");
        assertThat(reply.json().get("Message").asText()).contains("\"" + named + "\"");
    }

    @Test
    void takesTheSchemeInAnyCaseAndPartsWithSpacesBetween() {
        Acs3Request request = request("ble");
        String authorization = request.headers()
                .get("authorization")
                .replace("ACS3-HMAC-SHA256 ", "acs3-hmac-sha256 \t ")
                .replace(",", " ,\t ");

        assertThat(client.send(request.header("authorization", authorization)).status())
                .isEqualTo(200);
    }

    @Test
    void takesTextBeyondAsciiInASignedHeader() {
        Acs3Request request = request("ble").with("x-acs-note", "\u84dd\u7259");
        String head = request.headers().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        String octets = new String(head.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        try (RawConnection connection = new RawConnection(gateway.port())) {
            String body = connection
                    .send("POST /?" + request.encodedQuery() + " HTTP/1.1\r\nHost: x\r\n" + octets + "\r\n")
                    .response()
                    .body();
            assertThat(body).contains("\"Success\":true");
        }
    }

    @Test
    void rejectsAnActionThatQueryAndHeaderNameDifferently() {
        Map<String, String> query = Map.of("ProductKey", product, "ModuleName", "ble", "Action", "DeleteOTAModule");

        Reply reply = client.send(Acs3Request.of(key, "CreateOTAModule", query));

        assertThat(reply.json().get("Message").asText()).contains("\"Action\"");
        assertThat(modules()).isZero();
    }

    @Test
    void takesAsManySignedHeadersAsItIsBoundTo() {
        Acs3Request request = request("ble");
        for (int i = 0; i < 59; i++) {
            request = request.with("h" + i, "x");
        }

        assertThat(client.send(request).status()).isEqualTo(200);
    }

    @Test
    void holdsClockAndKeyRules() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        assertThat(code(request("a").with("x-acs-date", now.minusSeconds(920).toString())))
                .isEqualTo("InvalidTimeStamp.Expired");
        assertThat(code(request("a").with("x-acs-date", "now"))).isEqualTo("InvalidTimeStamp.Format");
        assertThat(code(request("a").with("x-acs-version", "2020-01-01"))).isEqualTo("InvalidParameter");
        NewAccessKey unknown = new NewAccessKey("LTAInobody", "s");
        assertThat(code(Acs3Request.of(unknown, "CreateOTAModule", Map.of()))).isEqualTo("InvalidAccessKeyId.NotFound");
        NewAccessKey disabled = gateway.key(account);
        gateway.setKeyEnabled(disabled, false);
        assertThat(code(Acs3Request.of(disabled, "CreateOTAModule", Map.of())))
                .isEqualTo("InvalidAccessKeyId.Inactive");
        assertThat(code(Acs3Request.of(key, "Nothing", Map.of()))).isEqualTo("InvalidAction.NotFound");
    }

    private String code(Acs3Request request) {
        return client.send(request).json().get("Code").asText();
    }

    private Acs3Request request(String name) {
        return Acs3Request.of(key, "CreateOTAModule", Map.of("ProductKey", product, "ModuleName", name));
    }

    private String host() {
        return "127.0.0.1:" + gateway.port();
    }
}
