package dev.otagate.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.otagate.support.SignedRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class FormDecoderFuzzTest {
    @FuzzTest
    void decodesWhatItsOwnEncodingSays(byte[] form) {
        FormDecoder decoder = new FormDecoder();
        decoder.add(form);
        Parameters decoded = decoder.parameters();
        List<String> pairs = new ArrayList<>();
        for (String name : decoded.sortedNames()) {
            assertThat(name).isNotEmpty();
            pairs.add(SignedRequest.percentEncode(name) + "=" + SignedRequest.percentEncode(decoded.get(name)));
        }

        FormDecoder again = new FormDecoder();
        again.add(String.join("&", pairs).getBytes(StandardCharsets.US_ASCII));

        assertThat(again.malformed()).isEmpty();
        assertThat(again.parameters().sortedNames()).containsExactly(decoded.sortedNames());
        for (String name : decoded.sortedNames()) {
            assertThat(again.parameters().get(name)).isEqualTo(decoded.get(name));
        }
    }

    @FuzzTest
    void takesQueryAndBodyAsOneForm(byte[] form) {
        int middle = indexOfAmpersand(form);
        FormDecoder whole = new FormDecoder();
        whole.add(form);
        FormDecoder parts = new FormDecoder();
        parts.add(Arrays.copyOf(form, middle));
        parts.parameters();
        parts.add(Arrays.copyOfRange(form, middle, form.length));

        assertThat(parts.malformed()).isEqualTo(whole.malformed());
        assertThat(parts.parameters().sortedNames())
                .containsExactly(whole.parameters().sortedNames());
    }

    private static int indexOfAmpersand(byte[] form) {
        for (int i = form.length / 2; i < form.length; i++) {
            if (form[i] == '&') {
                return i;
            }
        }
        return form.length;
    }
}
