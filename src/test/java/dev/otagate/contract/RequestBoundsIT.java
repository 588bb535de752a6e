package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.RawConnection;
import dev.otagate.support.RawConnection.Response;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient.Reply;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may hold, and how much of it a response repeats. */
class RequestBoundsIT extends ContractTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int FEW = 8_192;

    @Test
    void takesAsManyParametersAsItIsSetToAndNotOneMore() {
        SignedRequest request = create("ble");
        int own = request.parameters().size();
        for (int i = own; i < 256; i++) {
            request = request.with("x" + i, "");
        }
        assertThat(client.send(request).success()).isTrue();

        Reply reply = client.send(request.again().with("x256", ""));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("InvalidParameter");
    }

    @Test
    void countsTheParametersOfQueryAndFormTogether() {
        String many = names(200);

        Reply reply = client.send("POST", many, FORM, many.replace("n", "m"));

        assertThat(reply.message()).isEqualTo("The specified parameter \"m56\" is not valid.");
    }

    @Test
    void endsTheDecodingOfAFormWithTooManyNames() {
        String body = "Action=BatchCreateOTAModule&"
                + IntStream.range(0, 65_000)
                        .mapToObj(i -> Integer.toString(i, 36))
                        .collect(Collectors.joining("&"));

        Reply reply = client.send("POST", "", FORM, body.substring(0, 260_000));

        assertThat(reply.message()).isEqualTo("The specified parameter \"73\" is not valid.");
    }

    @ParameterizedTest
    @CsvSource({"CreateOTAModule, 8192, MissingSignatureNonce", "CreateOTAModule, 8193, RequestBodyTooLarge"})
    void takesAFewBytesOfABodyThatIsNoBatch(String action, int length, String code) {
        String form = form(action, length);

        assertThat(client.send("POST", "", FORM, form).code()).isEqualTo(code);
        assertThat(client.send("POST", "Action=" + action, FORM, form.replace("Action=", "Oction="))
                        .code())
                .isEqualTo(code);
        assertThat(client.send("POST", "", "text/plain", form).code())
                .isEqualTo(length > FEW ? "RequestBodyTooLarge" : "MissingAction");
    }

    @ParameterizedTest
    @CsvSource({"262144, MissingSignatureNonce", "262145, RequestBodyTooLarge"})
    void takesALargerBodyOfABatch(int length, String code) {
        String form = form("BatchCreateOTAModule", length);

        assertThat(client.send("POST", "", FORM, form).code()).isEqualTo(code);
        assertThat(client.send("POST", "Action=BatchCreateOTAModule", FORM, form.replace("Action=", "Oction="))
                        .code())
                .isEqualTo(code);
    }

    @Test
    void looksForTheActionOfAFormInItsBeginningHoweverThatArrives() {
        String form = form("BatchCreateOTAModule", 20_000);
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send(
                    "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: " + FORM + "\r\nContent-Length: 20000\r\n\r\n");
            connection.send(form.substring(0, 9)).send(form.substring(9, 9_000)).send(form.substring(9_000));

            assertThat(connection.response().code()).isEqualTo("MissingSignatureNonce");
        }
        String late = "Desc=" + "x".repeat(FEW) + "&Action=BatchCreateOTAModule&" + "y".repeat(1_000);
        assertThat(client.send("POST", "", FORM, late).code()).isEqualTo("RequestBodyTooLarge");
    }

    @Test
    void repeatsTheStringToSignOfAWrongSignatureOnlyAsFarAsItFits() {
        SignedRequest fits = create("ble").with("Desc", "x".repeat(5_000)).signedWith("wrong");
        SignedRequest large = create("ble").with("Desc", "%".repeat(8_000)).signedWith("wrong");

        assertThat(client.send(fits).message()).endsWith("is:" + fits.stringToSign());
        for (String variant : new String[] {"", "&Format=XML", "&Format=JSON&Version=2018-01-20"}) {
            String query = variant.isEmpty() ? large.encoded() : unsignedWith(large, variant);
            Reply reply = client.send("GET", query, null, null);
            assertThat(reply.body()).contains("SignatureDoesNotMatch").contains("...(truncated)");
            assertThat(reply.body().getBytes(StandardCharsets.UTF_8).length).isLessThan(7_700);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\uD83D\uDE80", "\u0001"})
    void repeatsANameOnlyToItsHundredthCharacter(String character) {
        String name = SignedRequest.percentEncode("x" + character.repeat(1_000));

        Reply reply = client.send("GET", name + "=1&" + name + "=2", null, null);

        assertThat(reply.code()).isEqualTo("InvalidParameter");
        assertThat(reply.message())
                .hasSizeLessThan(200)
                .contains("x" + character)
                .endsWith("...(truncated)\" is not valid.");
    }

    @Test
    void repeatsAHostOnlyAsLongAsNamesAre() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send("GET /?Version=2018-01-20 HTTP/1.1\r\nHost: " + "h".repeat(15_000) + "\r\n\r\n")
                    .response();

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body()).hasSizeLessThan(1_000);
        }
    }

    private static String unsignedWith(SignedRequest request, String variant) {
        return request.encoded() + variant;
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i).collect(Collectors.joining("&"));
    }

    private static String form(String action, int length) {
        String start = "AccessKeyId=a&Action=" + action + "&SignatureMethod=HMAC-SHA1&Desc=";
        return start + "x".repeat(length - start.length());
    }
}
