package dev.otagate.response;

import dev.otagate.failure.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The dialect of Tuya's pages: camel case, the same body for every error, an empty {@code code} on success. */
final class TuyaDialect {
    private static final FieldNames NAMES = new FieldNames(UnaryOperator.identity(), false);

    private TuyaDialect() {}

    static Document document(Response response) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "code", response.failure().map(failure -> failure.code().code()).orElse(""));
        NAMES.addTo(fields, response.fields());
        response.failure().map(Failure::message).ifPresent(message -> fields.put("errorMessage", message));
        fields.put("requestId", response.requestId());
        fields.put("success", response.failure().isEmpty());
        return new Document(response.action() + "Response", fields);
    }
}
