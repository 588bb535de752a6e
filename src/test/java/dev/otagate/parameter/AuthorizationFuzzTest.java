package dev.otagate.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.otagate.failure.Result;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

class AuthorizationFuzzTest {
    private static final String DATE = "2024-11-19T09:47:43Z";
    private static final Clock CLOCK = Clock.fixed(Instant.parse(DATE), ZoneOffset.UTC);

    @FuzzTest
    void acceptsOnlyWhatNamesItsKeyAndItsSignature(byte[] octets) {
        String authorization = new String(octets, StandardCharsets.ISO_8859_1);
        if (!Acs3Headers.isScheme(authorization)) {
            return;
        }
        Map<String, String> headers = new HashMap<>(Map.of(
                "authorization", authorization,
                "x-acs-action", "CreateOTAModule",
                "x-acs-version", "2018-01-20",
                "x-acs-signature-nonce", "n",
                "x-acs-date", DATE,
                "x-acs-content-sha256", "0"));

        if (Acs3Headers.check(headers::get, Parameters.of(Map.of()), CLOCK) instanceof Result.Ok<CommonParameters> ok) {
            RequestSignature.Acs3 signature = (RequestSignature.Acs3) ok.value().signature();
            assertThat(authorization).contains("Credential=" + ok.value().accessKeyId());
            assertThat(authorization).contains("Signature=" + signature.value());
            assertThat(signature.value()).isNotEmpty();
            assertThat(authorization.toLowerCase(Locale.ROOT))
                    .contains("signedheaders=" + String.join(";", signature.headers()));
            assertThat(signature.headers()).contains("x-acs-action", "x-acs-date", "x-acs-signature-nonce");
        }
    }

    @FuzzTest
    void checksCommonParametersOfAnyForm(byte[] form) {
        FormDecoder decoder = new FormDecoder();
        decoder.add(form);

        if (CommonParameters.ofRpc(decoder.parameters(), CLOCK) instanceof Result.Ok<CommonParameters> ok) {
            assertThat(ok.value().action()).isNotEmpty();
            assertThat(ok.value().accessKeyId()).isNotEmpty();
            assertThat(ok.value().nonce()).isNotEmpty();
        }
    }
}
