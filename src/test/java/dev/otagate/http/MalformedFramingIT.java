package dev.otagate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.RawConnection;
import dev.otagate.support.RawConnection.Response;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What leaves open where a request ends: one response in the dialect of the client, and the end of the connection. */
class MalformedFramingIT extends HttpTest {
    private static final String TARGET = "/?Action=CreateOTAModule&Version=2018-01-20&Format=JSON";
    private static final String POST = "POST " + TARGET + " HTTP/1.1\r\nHost: x\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n";

    static Stream<String> bodies() {
        return Stream.of(
                "zz\r\nabc\r\n",
                "-1\r\nabc\r\n",
                "0x3\r\nabc\r\n",
                "\r\nabc\r\n",
                " 3 3\r\nabc\r\n",
                "ffffffff\r\nabc",
                "fffffffffffffffffff\r\nabc",
                "80000000\r\nabc",
                "3\r\nabcd\r\n0\r\n\r\n",
                "3\r\nabc0\r\n\r\n",
                "3\r\nabc\n0\r\n\r\n",
                "3;" + "x".repeat(2_000) + "\r\nabc\r\n",
                "3".repeat(2_000),
                "0\r\n" + "a: b\r\n".repeat(300) + "\r\n",
                "0\r\na: " + "b".repeat(20_000) + "\r\n\r\n",
                "0\r\n" + "a: b\r\n".repeat(300),
                "0\r\nbad trailer\u0000: x\r\n\r\n");
    }

    static Stream<String> heads() {
        return Stream.of(
                CHUNKED + "Content-Length: 5\r\n\r\n0\r\n\r\n",
                POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                POST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
                POST + "Content-Length: 3, 4\r\n\r\nabc",
                POST + "Content-Length: +3\r\n\r\nabc",
                POST + "Content-Length: -3\r\n\r\nabc",
                POST + "Content-Length: 0x3\r\n\r\nabc",
                POST + "Content-Length: 3 3\r\n\r\nabc",
                POST + "Content-Length: 99999999999999999999\r\n\r\nabc",
                POST + "Content-Length: \r\n\r\nabc",
                POST + "Content-Length : 3\r\n\r\nabc",
                POST + "X: a\u0000b\r\n\r\n",
                POST + "X: a\rb\r\n\r\n",
                POST + "X\u0000: a\r\n\r\n",
                POST + ": a\r\n\r\n",
                POST + "X: a\r\n b\r\n\r\n",
                POST + "X: a\r\n\tContent-Length: 3\r\n\r\n",
                POST + "no colon\r\n\r\n",
                "G(T " + TARGET + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "G\u0000T " + TARGET + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST " + TARGET + " HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aMalformedBodyGetsOneResponse(String body) {
        assertRejected(CHUNKED + "\r\n" + body);
    }

    @ParameterizedTest
    @MethodSource("heads")
    void aMalformedHeadGetsOneResponse(String request) {
        assertRejected(request);
    }

    private void assertRejected(String request) {
        String behind = create();
        try (RawConnection connection = new RawConnection(gateway.port())) {
            connection.send(request + "GET /?" + behind + " HTTP/1.1\r\nHost: x\r\n\r\n");

            Response response = connection.response();
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body()).contains("\"Code\":\"InvalidRequest\"");
            assertThat(response.head()).containsIgnoringCase("connection: close");
            assertThat(connection.isClosedByServer()).isTrue();
        }
        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertThat(connection.get(behind).body()).contains("\"success\":true");
        }
    }
}
