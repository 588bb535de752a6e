package dev.otagate.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

class ModuleListFuzzTest {
    private static final List<String> STORED = List.of("product", "name", "alias", "desc", "rejected");

    private final ObjectMapper json = new ObjectMapper();

    @FuzzTest
    void handsOnOnlyWhatTheStoreCanHold(byte[] octets) throws JsonProcessingException {
        Optional<String> stored = ModuleList.RULE.accept().apply(new String(octets, StandardCharsets.UTF_8));
        if (stored.isEmpty()) {
            return;
        }

        JsonNode modules = json.readTree(stored.get());

        assertThat(modules).hasSizeBetween(1, 100);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(stored.get())).isTrue();
        for (JsonNode module : modules) {
            module.properties().forEach(field -> {
                assertThat(STORED).contains(field.getKey());
                assertThat(field.getValue().textValue()).doesNotContain("\0");
            });
            if (!module.has("rejected")) {
                assertThat(module.path("name").textValue()).matches("[A-Za-z0-9._-]{1,64}");
                assertThat(module.path("product").textValue()).matches("[A-Za-z0-9]{1,64}");
            }
        }
    }
}
