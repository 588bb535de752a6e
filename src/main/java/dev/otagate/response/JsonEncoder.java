package dev.otagate.response;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;

/** Writes a response as JSON: no white space, characters beyond ASCII raw in UTF-8. */
final class JsonEncoder {
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build());

    private JsonEncoder() {}

    static EncodedResponse encode(Document document) {
        try {
            return new EncodedResponse("application/json", Buffer.buffer(JSON.writeValueAsBytes(document.fields())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a response is no JSON", e);
        }
    }
}
