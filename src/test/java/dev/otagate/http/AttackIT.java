package dev.otagate.http;

import dev.otagate.support.Crowd;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What used to fill a heap of 320 MB. */
class AttackIT extends AttackTest {
    @AfterEach
    void servesAfterwards() {
        assertHonestRequestSucceeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Action=BatchCreateOTAModule&"})
    void bodiesWithoutTheirEnd(String start) {
        int length = start.isEmpty() ? 524_288 : 262_144;
        byte[] request = octets(
                FORM + "Content-Length: " + length + "\r\n\r\n" + start + "x".repeat(length - start.length() - 1));
        assertServesOthersDuring(Crowd.of(260, gateway.port()).sendAll(request));
    }

    @ParameterizedTest
    @ValueSource(ints = {27_000, 15_900, 98 * 5})
    void headsOfManyTinyHeadersWithoutAnEnd(int length) {
        byte[] head = octets("GET / HTTP/1.1\r\n"
                + (length > 16_384 ? "a:\r\n" : "a:" + "b".repeat(length / 98 - 4) + "\r\n")
                        .repeat(length > 16_384 ? length / 4 : 98));
        assertServesOthersDuring(Crowd.of(3_000, gateway.port()).sendAll(head));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /?Action=CreateOTAModule&ModuleName=a HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na=b"
            })
    void pipelinedRequestsWhoseResponsesAreUnread(String request) {
        byte[] requests = octets(request.repeat(65_536 / request.length()));
        assertServesOthersDuring(Crowd.of(1_000, gateway.port()).sendAll(requests));
    }

    @Test
    void largeWrongSignaturesOfAKnownKeyWhoseResponsesAreUnread() {
        Crowd large = Crowd.of(100, gateway.port()).sendAll(wrongSignature(524_288));
        byte[] small = wrongSignature(8_000);
        ByteBuffer several = ByteBuffer.allocate(8 * small.length);
        while (several.hasRemaining()) {
            several.put(small);
        }
        assertServesOthersDuring(large, Crowd.of(200, gateway.port()).sendAll(several.array()));
    }
}
