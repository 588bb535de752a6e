package dev.otagate.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.Set;

/** Writes records as JSON objects, one a line. */
final class NdjsonWriter implements RecordWriter {
    static final String TYPE = "record";
    static final String HEADER = "header";
    private static final Set<String> NUMBERS = Set.of(
            FileRecord.NODE_TYPE, FileRecord.DATA_FORMAT, FileRecord.NET_TYPE, FileRecord.PRODUCTS, FileRecord.MODULES);

    private final Writer out;
    private final JsonGenerator json;

    NdjsonWriter(Writer out) throws IOException {
        this.out = out;
        json = new JsonFactory()
                .createGenerator(out)
                .setPrettyPrinter(new MinimalPrettyPrinter(""))
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        json.writeStartObject();
        json.writeStringField(TYPE, HEADER);
        json.writeStringField("format", FileRecord.FORMAT);
        json.writeNumberField("version", FileRecord.VERSION);
        end();
    }

    @Override
    public void write(String type, Map<String, String> fields) throws IOException {
        json.writeStartObject();
        json.writeStringField(TYPE, type);
        for (Map.Entry<String, String> field : fields.entrySet()) {
            json.writeFieldName(field.getKey());
            if (NUMBERS.contains(field.getKey())) {
                json.writeNumber(field.getValue());
            } else {
                json.writeString(field.getValue());
            }
        }
        end();
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void flush() throws IOException {
        json.flush();
        out.flush();
    }
}
