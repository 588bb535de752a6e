package dev.otagate.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Result;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The modules of a {@code BatchCreateOTAModule}: a JSON array of 1 to 100 objects. The whole is refused where it is not that;
 * a module that breaks a rule of CreateOTAModule is handed on with the code by which it is refused.
 */
final class ModuleList {
    private static final int MAX_MODULES = 100;
    private static final Set<String> FIELDS = Set.of("ProductKey", "ModuleName", "AliasName", "Desc");
    private static final Map<String, Parameter> STORED_AS = Map.of(
            "product", ModuleParameters.PRODUCT_KEY,
            "name", ModuleParameters.MODULE_NAME,
            "alias", ModuleParameters.ALIAS_NAME,
            "desc", ModuleParameters.DESC);
    private static final List<String> ORDER = List.of("product", "name", "alias", "desc");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static final ParameterRule RULE = new ParameterRule(
            "A JSON array of 1 to 100 objects with ProductKey, ModuleName, AliasName and Desc, by the rules of"
                    + " CreateOTAModule.",
            Map.of("type", "string", "contentMediaType", "application/json"),
            ModuleList::stored);

    private ModuleList() {}

    private static Optional<String> stored(String value) {
        try {
            JsonNode modules = JSON.readTree(value);
            if (!modules.isArray() || modules.isEmpty() || modules.size() > MAX_MODULES) {
                return Optional.empty();
            }
            for (JsonNode module : modules) {
                if (!isModule(module)) {
                    return Optional.empty();
                }
            }
            return Optional.of(write(modules));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** How many modules a stored list has. */
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

    private static boolean isModule(JsonNode module) {
        if (!module.isObject()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : module.properties()) {
            if (!FIELDS.contains(field.getKey()) || !isText(field.getValue())) {
                return false;
            }
        }
        return true;
    }

    // An escape can stand for half a character, which no encoding has.
    private static boolean isText(JsonNode value) {
        return value.isNull()
                || value.isTextual() && value.textValue().codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    private static String write(JsonNode modules) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (JsonNode module : modules) {
                write(module, json);
            }
            json.writeEndArray();
        }
        return text.toString();
    }

    private static void write(JsonNode module, JsonGenerator json) throws IOException {
        json.writeStartObject();
        Optional<ErrorCode> refused = Optional.empty();
        for (String field : ORDER) {
            Parameter parameter = STORED_AS.get(field);
            String value = module.path(parameter.name()).textValue();
            if (parameter.check(value) instanceof Result.Failed<Optional<String>> failed) {
                refused = refused.or(() -> Optional.of(failed.failure().code()));
            }
            // The database cannot hold a NUL, not even in what it only tells back.
            if (value != null && value.indexOf('\0') < 0) {
                json.writeStringField(field, value);
            }
        }
        if (refused.isPresent()) {
            json.writeStringField("refused", refused.get().code());
        }
        json.writeEndObject();
    }
}
