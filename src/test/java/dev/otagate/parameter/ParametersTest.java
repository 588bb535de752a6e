package dev.otagate.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ParametersTest {
    @Example
    void sortsCharactersBeyondTheBasicPlaneBehindAllOthers() {
        Map<String, String> values =
                Map.of("a", "", "\uD7FF", "", "\uE000", "", "\uFFFD", "", "\uD83D\uDE00", "", "aa", "");

        assertThat(Parameters.of(values).sortedNames())
                .containsExactly("a", "aa", "\uD7FF", "\uE000", "\uFFFD", "\uD83D\uDE00");
    }

    @Example
    void areNoneWithoutNames() {
        assertThat(Parameters.of(Map.of()).sortedNames()).isEmpty();
        assertThat(Parameters.of(Map.of()).get("a")).isNull();
        assertThat(Parameters.of(Map.of()).getOrEmpty("a")).isEmpty();
    }

    @Property
    void sortsNamesAsTheirUtf8BytesDo(@ForAll Set<String> names) {
        Map<String, String> values = names.stream()
                .filter(name -> StandardCharsets.UTF_8.newEncoder().canEncode(name))
                .collect(Collectors.toMap(name -> name, name -> ""));
        String[] expected = values.keySet().toArray(String[]::new);
        Arrays.sort(
                expected,
                (left, right) -> Arrays.compareUnsigned(
                        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8)));

        assertThat(Parameters.of(values).sortedNames()).containsExactly(expected);
    }
}
