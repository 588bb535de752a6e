package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.RawConnection;
import dev.otagate.support.RawConnection.Response;
import dev.otagate.support.SignedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request's head says about its body. */
class BodyHeadIT extends ContractTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String EXPECT = "Expect: 100-Continue\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "identity, gzip", "GZIP", "x-compress"})
    void rejectsACompressedBodyInTheDialectOfTheClient(String encoding) {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send(post("?Version=2018-01-20&Format=JSON", FORM + "Content-Encoding: " + encoding, 20))
                    .response();

            assertThat(response.status()).isEqualTo(415);
            assertThat(response.body())
                    .contains("\"Code\":\"UnsupportedContentEncoding\"")
                    .contains("\"Message\":\"The request body must not be compressed or otherwise encoded.\"");
            connection.send("\u001f\u008b8901234567890123456");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity", ""})
    void takesABodyWhoseEncodingIsNone(String encoding) {
        String form = create("ble").post().encoded();
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send(post("", FORM + "Content-Encoding: " + encoding, form.length()) + form)
                    .response();

            assertThat(response.body()).endsWith("\"success\":true}");
        }
    }

    @Test
    void takesAGetThatNamesAnEncodingOfNoBody() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            String head = " HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n\r\n";

            assertThat(connection
                            .send("GET /?" + create("ble").encoded() + head)
                            .response()
                            .body())
                    .endsWith("\"success\":true}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 262145, 262144",
        "?Action=CreateOTAModule, 8193, 8192",
        "?Action=BatchCreateOTAModule, 262145, 262144"
    })
    void rejectsABodyThatIsTooLargeBeforeTheClientSendsIt(String query, int length, int limit) {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response =
                    connection.send(post(query, FORM + EXPECT.trim(), length)).response();

            assertThat(response.status()).isEqualTo(413);
            assertThat(response.body()).contains("The request body must not be larger than " + limit + " bytes.");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateOTAModule", "BatchCreateOTAModule"})
    void asksForABodyThatFits(String action) {
        SignedRequest request = action.startsWith("Batch")
                ? SignedRequest.of(key, action)
                        .with("Modules", "[" + " ".repeat(9_000) + "]")
                        .post()
                : create("ble").post();
        String form = request.encoded();
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send(post("", FORM + EXPECT.trim(), form.length()));
            assertThat(connection.head()).startsWith("HTTP/1.1 100 ");

            assertThat(connection.send(form).response().status()).isEqualTo(200);
            assertThat(connection.get(create("next").encoded()).status()).isEqualTo(200);
        }
    }

    @Test
    void asksForAChunkedBodyAndHoldsItToTheLimit() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send("POST /?Action=CreateOTAModule HTTP/1.1\r\nHost: x\r\n" + FORM + CHUNKED + EXPECT + "\r\n");
            assertThat(connection.head()).startsWith("HTTP/1.1 100 ");

            Response response = connection.send("2001\r\n" + "x".repeat(8_193)).response();

            assertThat(response.status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"200-ok", "100-continue, 200-ok", "x=y"})
    void rejectsAnExpectationThatItDoesNotKnow(String expectation) {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send(post("?Version=2018-01-20", FORM + "Expect: " + expectation, 10))
                    .response();

            assertThat(response.status()).isEqualTo(417);
            assertThat(response.body()).contains("<Error>").contains("<Code>ExpectationFailed</Code>");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void rejectsAMethodWithoutAskingForTheBody() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            String head = "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n" + EXPECT + "\r\n";

            assertThat(connection.send(head).response().status()).isEqualTo(403);
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    private static String post(String query, String headers, int length) {
        return "POST /" + query + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\nContent-Length: " + length + "\r\n\r\n";
    }
}
