package dev.otagate.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.otagate.parameter.FormDecoder;
import dev.otagate.parameter.Parameters;
import dev.otagate.parameter.RequestSignature;
import dev.otagate.support.Canonical;
import dev.otagate.support.SignedRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gateway's canonical forms against slow ones out of JDK classes. */
class CanonicalFormFuzzTest {
    private static final List<String> SIGNED = List.of("host", "x-acs-date");

    private final Acs3Signature acs3 = new Acs3Signature();

    @FuzzTest
    void buildsTheStringToSignOfAnyForm(byte[] form) {
        Parameters parameters = decode(form);

        assertThat(new String(StringToSign.of("POST", parameters), StandardCharsets.UTF_8))
                .isEqualTo(Canonical.rpc("POST", map(parameters)));
    }

    @FuzzTest
    void buildsTheCanonicalRequestOfAnyQueryAndHeader(byte[] query) {
        Parameters parameters = decode(query);
        String header = new String(query, StandardCharsets.ISO_8859_1);
        Map<String, String> headers = Map.of("host", "a", "x-acs-date", header);

        assertThat(acs3.stringToSign("GET", parameters, headers::get, new RequestSignature.Acs3(SIGNED, "0", "1")))
                .isEqualTo(Canonical.acs3("GET", map(parameters), SIGNED, headers, "0"));
    }

    @FuzzTest
    void encodesAnyText(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);

        assertThat(StringToSign.percentEncode(text)).isEqualTo(SignedRequest.percentEncode(text));
    }

    private static Parameters decode(byte[] form) {
        FormDecoder decoder = new FormDecoder();
        decoder.add(form);
        return decoder.parameters();
    }

    private static Map<String, String> map(Parameters parameters) {
        Map<String, String> map = new HashMap<>();
        for (String name : parameters.sortedNames()) {
            map.put(name, parameters.get(name));
        }
        return map;
    }
}
