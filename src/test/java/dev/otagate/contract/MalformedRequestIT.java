package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.RawConnection;
import dev.otagate.support.RawConnection.Response;
import dev.otagate.support.SignedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedRequestIT extends ContractTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    @ParameterizedTest
    @CsvSource({
        "Desc=%zz, Desc",
        "Desc=%4, Desc",
        "Desc=%, Desc",
        "Desc=%-1, Desc",
        "Desc=%ff, Desc",
        "Desc=%c0%80, Desc",
        "Desc=%ed%a0%80, Desc",
        "Desc=%e8%93, Desc",
        "Desc=1&Desc=1, Desc",
        "Desc=1&%44esc=2, Desc",
        "=1, ''",
        "%zz=1, %zz"
    })
    void rejectsWhatItWouldHaveToGuessAt(String part, String named) {
        String query = create("ble").encoded() + "&" + part;

        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection.get(query);

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.code()).isEqualTo("InvalidParameter");
            assertThat(response.body()).contains("The specified parameter \\\"" + named + "\\\" is not valid.");
        }
    }

    @Test
    void rejectsAParameterOfTheQueryThatTheBodyRepeats() {
        SignedRequest request = create("ble").post();
        String body = "ModuleName=ble";

        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send("POST /?" + request.encoded() + " HTTP/1.1\r\nHost: x\r\n" + FORM + "Content-Length: "
                            + body.length() + "\r\n\r\n" + body)
                    .response();

            assertThat(response.body()).contains("InvalidParameter").contains("ModuleName");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
    void rejectsOtherMethods(String method) {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send(method + " /?" + create("ble").encoded() + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .response();

            assertThat(response.status()).isEqualTo(403);
            assertThat(response.code()).isEqualTo("UnsupportedHTTPMethod");
            assertThat(response.head()).containsIgnoringCase("Content-Type: application/json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/other", "/%zz", "//", "/..", "*"})
    void respondsToOtherPathsWithABodyThatClientsCanRead(String path) {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send("GET " + path + "?" + create("ble").encoded() + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .response();

            assertThat(response.status()).isBetween(400, 404);
            assertThat(response.head()).containsIgnoringCase("Content-Type: application/json");
            assertThat(response.body()).startsWith("{\"code\":\"Inval").endsWith("\"success\":false}");
        }
    }

    @Test
    void takesAPostWithoutABodyInEveryForm() {
        String[] bodies = {
            "\r\n",
            "Content-Length: 0\r\n\r\n",
            FORM + "\r\n",
            FORM + "Content-Length: 0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            FORM + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        };
        try (RawConnection connection = new RawConnection(gateway.port())) {
            for (int i = 0; i < bodies.length; i++) {
                Response response = connection
                        .send("POST /?" + create("m" + i).post().encoded() + " HTTP/1.1\r\nHost: x\r\n" + bodies[i])
                        .response();
                assertThat(response.body()).contains("\"success\":true");
            }
        }
    }

    @Test
    void respondsToPipelinedRequestsInTheirOrder() {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            requests.append("GET /?" + create("m" + i).encoded() + " HTTP/1.1\r\nHost: x\r\n\r\n");
            requests.append("GET /?" + create("b!e").encoded() + " HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send(requests.toString());
            for (int i = 0; i < 5; i++) {
                assertThat(connection.response().code()).isEmpty();
                assertThat(connection.response().code()).isEqualTo("iot.ota.InvalidFormattedModuleName");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1 x\r\n\r\n', 400, InvalidRequest",
        "'nonsense\r\n\r\n', 400, InvalidRequest",
        "'GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n', 400, InvalidRequest",
        "'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400, InvalidRequest",
        "'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n', 400, InvalidRequest",
        "'GET / HTTP/1.1\r\nHost: x\r\nhost: x\r\n\r\n', 400, InvalidRequest",
        "'GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n', 400, InvalidRequest"
    })
    void respondsToWhatIsNotHttpWithABody(String octets, int status, String code) {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection.send(octets).response();

            assertThat(response.status()).isEqualTo(status);
            assertThat(response.code()).isEqualTo(code);
            assertThat(response.head()).containsIgnoringCase("Content-Type: application/json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zz\r\nabc\r\n", "-1\r\nabc\r\n", "0x3\r\nabc\r\n", "2\r\nabc\r\n0\r\n\r\n", "fffffffff\r\nabc"})
    void respondsToABodyWhoseChunksAreNotWellFormed(String chunks) {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send("POST /?Version=2018-01-20&Format=JSON HTTP/1.1\r\nHost: x\r\n" + FORM
                            + "Transfer-Encoding: chunked\r\n\r\n" + chunks)
                    .response();

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body()).contains("\"Code\":\"InvalidRequest\"");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void boundsTheRequestLineTheHeadersAndTheBody() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection.get("Desc=" + "x".repeat(70_000));
            assertThat(response.status()).isEqualTo(414);
            assertThat(response.code()).isEqualTo("RequestURITooLong");
        }
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send("GET / HTTP/1.1\r\nX: " + "x".repeat(40_000) + "\r\n\r\n")
                    .response();
            assertThat(response.status()).isEqualTo(431);
            assertThat(response.code()).isEqualTo("RequestHeadersTooLarge");
        }
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send("POST / HTTP/1.1\r\nHost: x\r\n" + FORM + "Content-Length: 600000\r\n\r\n"
                            + "x".repeat(540_000))
                    .response();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.code()).isEqualTo("RequestBodyTooLarge");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void rejectsALargeBodyInTheDialectThatItsBeginningNames() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection
                    .send("POST / HTTP/1.1\r\nHost: x\r\n" + FORM + "Content-Length: 600000\r\n\r\n"
                            + "Format=JSON&Version=2018-01-20&Desc=" + "x".repeat(540_000))
                    .response();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.body()).contains("\"Code\":\"RequestBodyTooLarge\",\"Message\"");
        }
    }

    @Test
    void respondsToARequestWithoutAHostAndAHeadRequest() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            Response response = connection.send("GET / HTTP/1.1\r\n\r\n").response();
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.code()).isEqualTo("InvalidRequest");
        }
        try (RawConnection connection = new RawConnection(gateway.port())) {
            String head = connection.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n").head();
            assertThat(head).startsWith("HTTP/1.1 403").containsIgnoringCase("Content-Length: 1");
        }
    }

    @Test
    void writesCharactersBeyondTheBmpRaw() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertThat(connection.get("%F0%9F%9A%80=1&%F0%9F%9A%80=2").body()).contains("\uD83D\uDE80");
        }
    }

    @Test
    void keepsTheConnectionAfterARejection() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.get("Action=x");
            assertThat(connection.get(create("ble").encoded()).body()).contains("\"success\":true");
        }
    }
}
