package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.RawConnection;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient.Reply;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureIT extends ContractTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String HOSTILE = "a+b c/d=e&f%*~ '()!\"<>é蓝\uD83D\uDE00";

    @Test
    void takesParametersInTheQueryOfAGet() {
        assertThat(client.send(create("ble").with("Desc", HOSTILE)).success()).isTrue();
    }

    @Test
    void takesParametersInTheQueryOfAPostWithoutABody() {
        assertThat(client.send(create("ble").post()).success()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, FORM + "; charset=UTF-8", "Application/X-WWW-Form-Urlencoded"})
    void takesParametersInAFormBody(String contentType) {
        SignedRequest request = create("ble").with("Desc", HOSTILE).post();

        assertThat(client.send("POST", "", contentType, request.encoded().replace("%20", "+"))
                        .success())
                .isTrue();
    }

    @Test
    void takesParametersSplitOverQueryAndBody() {
        SignedRequest request = create("ble").post();
        Map<String, String> inQuery = new TreeMap<>(request.parameters());
        inQuery.remove("ModuleName");
        inQuery.remove("ProductKey");

        Reply reply = client.send("POST", encode(inQuery), FORM, "ModuleName=ble&ProductKey=" + product);

        assertThat(reply.success()).isTrue();
    }

    @Test
    void ignoresTheFormContentTypeOfAGet() {
        assertThat(client.send("GET", create("ble").encoded(), FORM, null).success())
                .isTrue();
    }

    @Test
    void takesEveryEncodingOfTheSameValue() {
        SignedRequest request = create("ble").with("Desc", "a b*c~d(e)f!g'h");
        String query = request.encoded()
                .replace("a%20b%2Ac~d%28e%29f%21g%27h", "a+b*c%7ed(e)f!g'h")
                .replace("ModuleName=ble", "%4DoduleName=%62l%65");

        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertThat(connection.get(query).body()).contains("\"success\":true");
        }
    }

    @Test
    void takesHmacSha256() {
        assertThat(client.send(create("ble").with("SignatureMethod", "HMAC-SHA256"))
                        .success())
                .isTrue();
    }

    @Test
    void signsUnknownParametersAndIgnoresThem() {
        assertThat(client.send(create("ble")
                                .with("RegionId", "cn-shanghai")
                                .with("ServiceCode", "iot")
                                .with("\uD83D\uDE00", "1")
                                .with("\uFFFD", "2"))
                        .success())
                .isTrue();
    }

    @Test
    void givesTheServersStringToSignToWhoSignsWrong() {
        SignedRequest request = create("ble").with("Desc", HOSTILE).signedWith("wrong");

        Reply reply = client.send(request);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("SignatureDoesNotMatch");
        assertThat(reply.message())
                .isEqualTo("Specified signature is not matched with our calculation. server string to sign is:"
                        + request.stringToSign());
        assertThat(modules()).isZero();
    }

    @Test
    void coversEveryParameterAndTheMethod() {
        SignedRequest request = create("ble");

        assertThat(client.send(request.unsigned("ModuleName", "other")).code()).isEqualTo("SignatureDoesNotMatch");
        assertThat(client.send(request.unsigned("Desc", "added")).code()).isEqualTo("SignatureDoesNotMatch");
        assertThat(client.send("POST", request.encoded(), null, null).code()).isEqualTo("SignatureDoesNotMatch");
        assertThat(client.send(request.with("SignatureMethod", "HMAC-SHA256").unsigned("SignatureMethod", "HMAC-SHA1"))
                        .code())
                .isEqualTo("SignatureDoesNotMatch");
    }

    private static String encode(Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(SignedRequest.percentEncode(name))
                .append('=')
                .append(SignedRequest.percentEncode(value)));
        return query.toString();
    }
}
