package dev.otagate.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.SignedRequest;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;

class FormDecoderTest {
    @Example
    void decodesPlusAndEscapes() {
        FormDecoder decoder = decode("a=1+2%203&b=%E8%93%9D&c&d=&&e=f=g&");

        assertThat(decoder.malformed()).isEmpty();
        assertThat(decoder.parameters().sortedNames()).containsExactly("a", "b", "c", "d", "e");
        assertThat(decoder.parameters().get("a")).isEqualTo("1 2 3");
        assertThat(decoder.parameters().get("b")).isEqualTo("蓝");
        assertThat(decoder.parameters().get("c")).isEmpty();
        assertThat(decoder.parameters().get("e")).isEqualTo("f=g");
    }

    @Example
    void takesRawUtf8() {
        FormDecoder decoder = new FormDecoder();
        decoder.add("a=蓝".getBytes(StandardCharsets.UTF_8));

        assertThat(decoder.malformed()).isEmpty();
        assertThat(decoder.parameters().get("a")).isEqualTo("蓝");
    }

    @Example
    void keepsTheFirstOfTwoAndNamesTheParameter() {
        FormDecoder decoder = decode("a=1&b=%xx&a=2");

        assertThat(decoder.malformed()).contains("b");
        assertThat(decoder.parameters().get("a")).isEqualTo("1");
    }

    @Example
    void namesAParameterThatQueryAndBodyBothHave() {
        FormDecoder decoder = decode("a=1");
        decoder.add("a=1".getBytes(StandardCharsets.US_ASCII));

        assertThat(decoder.malformed()).contains("a");
    }

    @Example
    void takesAsManyParametersAsItIsBoundTo() {
        FormDecoder decoder = new FormDecoder(3);
        decoder.add("a&b".getBytes(StandardCharsets.US_ASCII));
        decoder.add("c".getBytes(StandardCharsets.US_ASCII));
        assertThat(decoder.malformed()).isEmpty();
        decoder.add("d=%xx&e".getBytes(StandardCharsets.US_ASCII));

        assertThat(decoder.malformed()).contains("d");
        assertThat(decoder.parameters().sortedNames()).containsExactly("a", "b", "c");
        FormDecoder nameless = new FormDecoder(1);
        nameless.add("a&%zz=1".getBytes(StandardCharsets.US_ASCII));
        assertThat(nameless.malformed()).contains("%zz");
    }

    @Example
    void leavesParametersThatItHasHandedOutUnchanged() {
        FormDecoder decoder = decode("a=1");
        Parameters handedOut = decoder.parameters();
        decoder.add("b=2".getBytes(StandardCharsets.US_ASCII));

        assertThat(handedOut.sortedNames()).containsExactly("a");
        assertThat(decoder.parameters().sortedNames()).containsExactly("a", "b");
    }

    @Example
    void rejectsWhatIsNoEscapeOrNoUtf8AndNamesItInItsRawForm() {
        for (String form : new String[] {"a=%", "a=%4", "a=%4g", "a=%g4", "a=%ff", "a=%80", "a=\u00ff", "a=%c3%28"}) {
            assertThat(decode(form).malformed()).as(form).contains("a");
        }
        assertThat(decode("%zz=1").malformed()).contains("%zz");
        assertThat(decode("=1").malformed()).contains("");
        assertThat(decode("a=%41%4a%4A").parameters().get("a")).isEqualTo("AJJ");
    }

    @Property
    void givesBackWhatWasEncoded(@ForAll @NotEmpty String name, @ForAll String value) {
        boolean storable = isText(name) && isText(value);
        FormDecoder decoder = decode(SignedRequest.percentEncode(name) + "=" + SignedRequest.percentEncode(value));

        if (storable) {
            assertThat(decoder.malformed()).isEmpty();
            assertThat(decoder.parameters().get(name)).isEqualTo(value);
        }
    }

    @Property
    void neverThrows(@ForAll byte[] octets) {
        FormDecoder decoder = new FormDecoder();
        decoder.add(octets);

        assertThat(decoder.parameters().sortedNames()).doesNotContain("");
    }

    private static boolean isText(String value) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }

    private static FormDecoder decode(String form) {
        FormDecoder decoder = new FormDecoder();
        decoder.add(form.getBytes(StandardCharsets.ISO_8859_1));
        return decoder;
    }
}
