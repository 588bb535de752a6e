package dev.otagate.response;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON by Jackson's streaming generator: no white space, characters beyond ASCII raw in UTF-8. */
final class JsonResponseEncoder implements ResponseEncoder {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final ByteArrayOutputStream body = new ByteArrayOutputStream(256);
    private final JsonGenerator generator;

    JsonResponseEncoder() {
        try {
            generator = FACTORY.createGenerator(body, JsonEncoding.UTF8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void start(String root) {
        write(generator::writeStartObject);
    }

    @Override
    public void text(String name, String value) {
        write(() -> generator.writeStringField(name, value));
    }

    @Override
    public void bool(String name, boolean value) {
        write(() -> generator.writeBooleanField(name, value));
    }

    @Override
    public void number(String name, long value) {
        write(() -> generator.writeNumberField(name, value));
    }

    @Override
    public void startList(String name) {
        write(() -> generator.writeArrayFieldStart(name));
    }

    @Override
    public void endList() {
        write(generator::writeEndArray);
    }

    @Override
    public void startRecord(String name, boolean inList) {
        write(() -> {
            if (inList) {
                generator.writeStartObject();
            } else {
                generator.writeObjectFieldStart(name);
            }
        });
    }

    @Override
    public void endRecord() {
        write(generator::writeEndObject);
    }

    @Override
    public EncodedResponse end() {
        write(generator::close);
        return new EncodedResponse("application/json", Buffer.buffer(body.toByteArray()));
    }

    // A byte array does not fail to be written to.
    private static void write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
