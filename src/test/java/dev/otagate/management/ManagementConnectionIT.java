package dev.otagate.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.RawConnection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the management port ends requests that are malformed or cut short, and their connections. */
class ManagementConnectionIT extends ManagementPortTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Content-Length: 5         | hello
                    Content-Length: 999999999 | h
                    Transfer-Encoding: chunked| 5
                    """)
    void rejectsABodyAndClosesTheConnection(String header, String body) {
        try (RawConnection connection = connect()) {
            connection.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n" + body);

            assertError(connection.response(), 413, "body");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 1_000_000})
    void rejectsALongHeadInJson(int length) {
        try (RawConnection connection = connect()) {
            connection.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(length));

            assertError(connection.response(), 400, "HTTP");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void readsOnAfterTheLastResponse() {
        try (RawConnection connection = connect()) {
            connection.send("nonsense\r\n\r\n").response();

            assertReadsOn(connection);
        }
        try (RawConnection connection = connect()) {
            connection
                    .send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999\r\n\r\n")
                    .response();

            assertReadsOn(connection);
        }
    }

    // A server that closed at once would reset the connection at the first of these.
    private static void assertReadsOn(RawConnection connection) {
        for (int i = 0; i < 10; i++) {
            connection.send("x".repeat(20_000));
        }
        assertThat(connection.halfClose().isClosedByServer()).isTrue();
    }

    @Test
    void sendsAClientThatHalfClosesAllItsResponses() {
        String probe = "GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int probes : new int[] {1, 2, 100}) {
            try (RawConnection connection = connect()) {
                connection.send(probe.repeat(probes)).halfClose();

                for (int i = 0; i < probes; i++) {
                    assertThat(connection.response().status()).isEqualTo(200);
                }
                assertThat(connection.isClosedByServer()).isTrue();
            }
        }
    }

    @Test
    void closesAConnectionWhoseClientHasClosedItsSide() {
        try (RawConnection connection = connect()) {
            assertThat(connection.halfClose().isClosedByServer()).isTrue();
        }
        try (RawConnection connection = connect()) {
            connection
                    .send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .response();

            assertThat(connection.halfClose().isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /metrics HTTP/1.1\r\nHo", "nonsense\r\n\r\n"})
    void rejectsAHeadThatEndsEarly(String head) {
        try (RawConnection connection = connect()) {
            connection.send(head).halfClose();

            assertError(connection.response(), 400, "HTTP");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/2.0",
                "GET /metrics HTTP/1.2",
                "PRI * HTTP/2.0",
                "HEAD /metrics HTTP/3.0",
                "GET /metrics http/1.1"
            })
    void rejectsAnotherVersionOfHttpInJsonAndClosesTheConnection(String line) {
        String next = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (RawConnection connection = connect()) {
            connection.send(line + "\r\nHost: localhost\r\n\r\n" + next);
            if (line.startsWith("HEAD")) {
                assertThat(connection.head()).startsWith("HTTP/1.1 505");
            } else {
                assertError(connection.response(), 505, "HTTP/1.1");
            }

            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void givesAProbeAConnectionHoweverManyAreOpen() {
        List<RawConnection> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                idle.add(connect());
            }
            assertThat(send("GET /health/live HTTP/1.1\r\nHost: localhost").status())
                    .isEqualTo(200);
            assertThat(idle.get(0).isClosedByServer()).isTrue();
        } finally {
            idle.forEach(RawConnection::close);
        }
    }
}
