package dev.otagate.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the gateway accepts is what its description says. */
class ParameterRuleTest {
    @Property(tries = 5_000)
    void acceptsWhatItsSchemaDescribes(@ForAll("parameters") Parameter parameter, @ForAll("values") String value) {
        boolean described = isDescribed(parameter.rule().schema(), value);
        boolean accepted = parameter.rule().accept().apply(value).isPresent();

        // The width of a product's name is more than a schema can say.
        if (parameter.name().equals("ProductName")) {
            assertThat(described || !accepted).isTrue();
        } else {
            assertThat(accepted).as("%s=%s", parameter.name(), value).isEqualTo(described);
        }
    }

    @Provide
    Arbitrary<Parameter> parameters() {
        return Arbitraries.of(new OperationCatalogue()
                .all().stream()
                        .flatMap(operation -> operation.parameters().stream())
                        .filter(parameter -> !parameter.name().equals("Modules"))
                        .distinct()
                        .toList());
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> words = Arbitraries.of(
                "",
                "0",
                "1",
                "2",
                "200",
                "201",
                "true",
                "WIFI",
                "wifi",
                "ble",
                "secret",
                "iothub",
                "2147483647",
                "2147483648");
        Arbitrary<String> texts = Arbitraries.of(
                        "a", "Z", "9", ".", "-", "_", "@", "(", " ", "é", "蓝", "\uD842\uDFB7", "ア", "ー", "😀", "\0")
                .list()
                .ofMaxSize(110)
                .map(characters -> String.join("", characters));
        Arbitrary<String> plain = Arbitraries.strings().withChars("aB3._-蓝").ofMaxLength(70);
        return Arbitraries.oneOf(words, texts, plain);
    }

    private static boolean isDescribed(Map<String, Object> schema, String value) {
        if (schema.get("enum") instanceof List<?> choices) {
            return choices.contains(value);
        }
        if ("integer".equals(schema.get("type"))) {
            return value.matches("[0-9]{1,10}")
                    && Long.parseLong(value) >= (int) schema.get("minimum")
                    && Long.parseLong(value) <= (int) schema.get("maximum");
        }
        int length = value.codePointCount(0, value.length());
        return length >= (int) schema.get("minLength")
                && length <= (int) schema.get("maxLength")
                && Pattern.compile((String) schema.get("pattern"))
                        .matcher(value)
                        .find();
    }
}
