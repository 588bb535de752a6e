package dev.otagate.transfer;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads records from JSON objects, one a line. */
final class NdjsonReader implements RecordReader {
    private static final int MAX_NUMBER = 20;
    private static final List<String> HEADER_FIELDS = List.of("format", "version");
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(FileRecord.MAX_TEXT)
                    .maxNameLength(FileRecord.MAX_TEXT)
                    .maxNumberLength(MAX_NUMBER)
                    .maxNestingDepth(2)
                    .build())
            .build();

    private final JsonParser json;

    NdjsonReader(Reader in) throws IOException, FileFaultException {
        json = JSON.createParser(in);
        FileRecord header = next().orElseThrow(() -> new FileFaultException("it is empty"));
        Map<String, String> fields = header.fields();
        if (!header.type().equals(NdjsonWriter.HEADER) || !FileRecord.FORMAT.equals(fields.get("format"))) {
            throw new FileFaultException(header.line(), "the header of an export is missing");
        }
        if (!Integer.toString(FileRecord.VERSION).equals(fields.get("version"))) {
            throw new FileFaultException(
                    header.line(),
                    "the version of the format is not " + FileRecord.VERSION + ": a newer otagate may read it");
        }
    }

    @Override
    public Optional<FileRecord> next() throws IOException, FileFaultException {
        try {
            JsonToken first = json.nextToken();
            if (first == null) {
                return Optional.empty();
            }
            if (first != JsonToken.START_OBJECT) {
                throw new FileFaultException(line(), "a JSON object is expected");
            }
            return Optional.of(record(line()));
        } catch (JsonEOFException e) {
            throw new FileFaultException(line(), "the file is truncated");
        } catch (StreamConstraintsException e) {
            throw new FileFaultException(line(), "a value is longer than " + FileRecord.MAX_TEXT + " characters");
        } catch (JacksonException e) {
            throw new FileFaultException(
                    e.getLocation() == null ? line() : e.getLocation().getLineNr(),
                    "it is not valid JSON: " + e.getOriginalMessage());
        }
    }

    private FileRecord record(long line) throws IOException, FileFaultException {
        Map<String, String> fields = new HashMap<>();
        String type = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            if (value == null || !value.isScalarValue()) {
                throw new FileFaultException(line, name + " must be a text or a number");
            }
            if (name.equals(NdjsonWriter.TYPE)) {
                type = json.getText();
            } else if (FileRecord.FIELDS.contains(name) || HEADER_FIELDS.contains(name)) {
                fields.put(name, json.getText());
            } else {
                throw new FileFaultException(line, "there is no field " + name);
            }
        }
        return new FileRecord(line, type, fields);
    }

    private long line() {
        return json.currentTokenLocation().getLineNr();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
