package dev.otagate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.RawConnection;
import dev.otagate.support.SignedRequest;
import dev.otagate.support.TestClient.Reply;
import org.junit.jupiter.api.Test;

class AlibabaDialectIT extends ContractTest {
    private static final String ID = "[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}";

    @Test
    void returnsSuccessWithoutCodeAndMessage() {
        Reply reply = client.send(versioned(create("ble")));

        assertThat(reply.contentType()).isEqualTo("application/json");
        assertThat(reply.body()).matches("\\{\"RequestId\":\"" + ID + "\",\"Success\":true}");
    }

    @Test
    void returnsABusinessFailureWithItsMessageTwice() {
        Reply reply = client.send(versioned(create("b!e")));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("Success").asBoolean()).isFalse();
        assertThat(reply.json().get("Code").asText()).isEqualTo("iot.ota.InvalidFormattedModuleName");
        assertThat(reply.json().get("Message")).isEqualTo(reply.json().get("ErrorMessage"));
    }

    @Test
    void returnsOtherFailuresInTheGatewaysEnvelope() {
        Reply reply = client.send(versioned(create("ble")).with("Action", "Nothing"));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().fieldNames())
                .toIterable()
                .containsExactly("RequestId", "HostId", "Code", "Message", "Recommend");
        assertThat(reply.json().get("HostId").asText()).isEqualTo("127.0.0.1");
        assertThat(reply.json().get("Code").asText()).isEqualTo("InvalidAction.NotFound");
    }

    @Test
    void endsTheMessageOfAWrongSignatureWithTheStringToSign() {
        SignedRequest request = versioned(create("ble")).signedWith("wrong");

        assertThat(client.send(request).json().get("Message").asText()).endsWith("is:" + request.stringToSign());
    }

    @Test
    void writesXmlUnlessJsonIsAskedFor() {
        SignedRequest request = create("ble").with("Version", "2018-01-20");

        Reply success = client.send(request);
        Reply replay = client.send(request);
        Reply list = client.send(
                SignedRequest.of(key, "ListOTAModuleByProduct", product).with("Version", "2018-01-20"));

        assertThat(success.contentType()).isEqualTo("text/xml;charset=utf-8");
        assertThat(success.body())
                .matches(".*<CreateOTAModuleResponse><RequestId>" + ID + "</RequestId><Success>true</Success>"
                        + "</CreateOTAModuleResponse>");
        assertThat(replay.status()).isEqualTo(400);
        assertThat(replay.body()).contains("<Error><RequestId>").contains("<Code>SignatureNonceUsed</Code>");
        assertThat(list.body()).contains("<Data><GmtCreate>").contains("<ModuleName>ble</ModuleName>");
    }

    @Test
    void keepsTheLineEndsOfTextInXml() {
        client.send(create("ble").with("Desc", "a\rb\r\nc\n\td"));

        Reply list = client.send(
                SignedRequest.of(key, "ListOTAModuleByProduct", product).with("Version", "2018-01-20"));

        assertThat(list.body()).contains("<Desc>a&#13;b&#13;\nc\n\td</Desc>");
    }

    @Test
    void usesTheDialectIfTheRequestIsRejectedEarly() {
        try (RawConnection connection = new RawConnection(gateway.port())) {
            assertThat(connection
                            .send("PUT /?Version=2018-01-20&Format=JSON HTTP/1.1\r\nHost: x\r\n\r\n")
                            .response()
                            .body())
                    .contains("\"Code\":\"UnsupportedHTTPMethod\"");
            assertThat(connection.get("Version=2018-01-20&Format=JSON&a=1&a=2").body())
                    .contains("\"Code\":\"InvalidParameter\"");
            assertThat(connection
                            .send("GET / HTTP/1.1\r\nHost: x\r\nx-acs-version: 2018-01-20\r\n\r\n")
                            .response()
                            .body())
                    .contains("<Error>");
        }
    }

    @Test
    void rejectsAnotherVersion() {
        Reply reply = client.send(create("ble").with("Version", "2017-01-01").with("Format", "JSON"));

        assertThat(reply.json().get("Code").asText()).isEqualTo("InvalidParameter");
        assertThat(reply.json().get("Message").asText()).contains("\"Version\"");
    }

    private static SignedRequest versioned(SignedRequest request) {
        return request.with("Version", "2018-01-20").with("Format", "JSON").with("SignatureVersion", "1.0");
    }
}
