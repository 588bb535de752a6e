package dev.otagate.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.otagate.failure.ErrorCode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The modules of a {@code BatchCreateOTAModule}: a JSON array of 1 to 100 objects. Any other value is rejected as a whole. A module that
 * breaks a rule of CreateOTAModule goes to the statement with its error code, for its outcome.
 */
final class ModuleList {
    private static final int MAX_MODULES = 100;
    private static final int MAX_RETURNED = 100;
    // The names of ModuleParameters.ALL in the stored list.
    private static final List<String> STORED_AS = List.of("product", "name", "alias", "desc");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static final ParameterRule RULE = new ParameterRule(
                    "A JSON array of 1 to 100 objects with ProductKey, ModuleName, AliasName and Desc, by the rules of"
                            + " CreateOTAModule.",
                    Map.of("type", "string", "contentMediaType", "application/json"),
                    ModuleList::stored)
            .withExample("[{\"ProductKey\":\"a1uctKe0000\",\"ModuleName\":\"ble\"}]");

    private ModuleList() {}

    // Token by token, so that the first error ends it: a tree of all that a body can hold would take long.
    private static Optional<String> stored(String value) {
        try (JsonParser parser = JSON.createParser(value)) {
            List<Map<String, String>> modules = new ArrayList<>();
            boolean valid = parser.nextToken() == JsonToken.START_ARRAY;
            while (valid && parser.nextToken() == JsonToken.START_OBJECT) {
                Optional<Map<String, String>> module = module(parser);
                valid = module.isPresent() && modules.size() < MAX_MODULES;
                module.ifPresent(modules::add);
            }
            boolean whole = valid && parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null;
            return whole && !modules.isEmpty() ? Optional.of(write(modules)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Map<String, String>> module(JsonParser parser) throws IOException {
        Map<String, String> values = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            boolean known = ModuleParameters.ALL.stream()
                    .anyMatch(parameter -> parameter.name().equals(field));
            if (known && token == JsonToken.VALUE_STRING && isText(parser.getText())) {
                values.put(field, parser.getText());
            } else if (!known || token != JsonToken.VALUE_NULL) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** The number of modules in a list that {@link #RULE} has accepted. */
    static int count(String stored) {
        int modules = 0;
        try (JsonParser parser = JSON.createParser(stored)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                parser.skipChildren();
                modules++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return modules;
    }

    // An escape can stand for half a character, which UTF-8 cannot encode.
    private static boolean isText(String value) {
        return value.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    private static String write(List<Map<String, String>> modules) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (Map<String, String> module : modules) {
                write(module, json);
            }
            json.writeEndArray();
        }
        return text.toString();
    }

    private static void write(Map<String, String> module, JsonGenerator json) throws IOException {
        json.writeStartObject();
        Optional<ErrorCode> rejected = Optional.empty();
        for (int i = 0; i < STORED_AS.size(); i++) {
            Parameter parameter = ModuleParameters.ALL.get(i);
            String value = module.get(parameter.name());
            Optional<ErrorCode> error = parameter.check(value, valid -> {});
            rejected = rejected.or(() -> error);
            // The database cannot hold a NUL, not even in a value that it only returns.
            if (value != null && value.indexOf('\0') < 0) {
                json.writeStringField(STORED_AS.get(i), error.isPresent() ? beginning(value) : value);
            }
        }
        if (rejected.isPresent()) {
            json.writeStringField("rejected", rejected.get().code());
        }
        json.writeEndObject();
    }

    // A value that breaks a rule is only returned to the client.
    private static String beginning(String value) {
        return value.codePointCount(0, value.length()) <= MAX_RETURNED
                ? value
                : value.substring(0, value.offsetByCodePoints(0, MAX_RETURNED));
    }
}
