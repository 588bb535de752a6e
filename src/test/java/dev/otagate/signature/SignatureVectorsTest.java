package dev.otagate.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.parameter.Parameters;
import dev.otagate.parameter.SignatureMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureVectorsTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void agreesWithThePublishedVectors(String name, JsonNode vector) {
        Map<String, String> parameters = new HashMap<>();
        vector.get("params")
                .properties()
                .forEach(
                        field -> parameters.put(field.getKey(), field.getValue().asText()));
        String signature = vector.get("signature").asText();
        byte[] secret = vector.get("secret").asText().getBytes(StandardCharsets.UTF_8);
        Signer signer = new Signer();

        byte[] stringToSign = StringToSign.of(vector.get("method").asText(), Parameters.of(parameters));

        assertThat(new String(stringToSign, StandardCharsets.US_ASCII))
                .isEqualTo(vector.get("string_to_sign").asText());
        assertThat(signer.sign(SignatureMethod.HMAC_SHA1, secret, stringToSign)).isEqualTo(signature);
        assertThat(signer.verify(SignatureMethod.HMAC_SHA1, secret, stringToSign, signature))
                .isTrue();
        assertThat(signer.verify(SignatureMethod.HMAC_SHA1, secret, stringToSign, signature + " "))
                .isFalse();
        assertThat(signer.verify(SignatureMethod.HMAC_SHA256, secret, stringToSign, signature))
                .isFalse();
    }

    static Stream<Arguments> vectors() throws IOException {
        JsonNode file =
                new ObjectMapper().readTree(SignatureVectorsTest.class.getResourceAsStream("/signature-vectors.json"));
        return StreamSupport.stream(file.spliterator(), false)
                .map(vector -> Arguments.of(
                        vector.get("method").asText() + " " + vector.get("name").asText(), vector));
    }
}
