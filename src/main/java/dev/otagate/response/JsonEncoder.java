package dev.otagate.response;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Writes a response as JSON: no white space, characters beyond ASCII raw in UTF-8. */
final class JsonEncoder {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private JsonEncoder() {}

    static EncodedResponse encode(Document document) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(body, JsonEncoding.UTF8)) {
            write(json, document.fields());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EncodedResponse("application/json", Buffer.buffer(body.toByteArray()));
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> fields) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                json.writeFieldName(field.getKey().toString());
                write(json, field.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> records) {
            json.writeStartArray();
            for (Object each : records) {
                write(json, each);
            }
            json.writeEndArray();
        } else {
            json.writeObject(value);
        }
    }
}
