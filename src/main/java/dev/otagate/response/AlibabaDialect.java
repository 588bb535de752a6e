package dev.otagate.response;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The dialect of Alibaba Cloud's API, version 2018-01-20: Pascal case, an upper-case RequestId, and other fields for errors with an HTTP
 * status of 4xx or 5xx.
 */
final class AlibabaDialect {
    private static final FieldNames NAMES = new FieldNames(AlibabaDialect::pascalCase, true);
    private static final int OK = 200;

    private AlibabaDialect() {}

    /** @param recommendation returns the value of the field Recommend */
    static Document document(Response response, Function<ErrorCode, String> recommendation) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("RequestId", response.requestId().toUpperCase(Locale.ROOT));
        boolean isError = response.failure()
                .filter(failure -> failure.code().status() != OK)
                .isPresent();
        if (isError) {
            fields.put("HostId", response.host().get());
            response.failure().ifPresent(failure -> addError(fields, failure, recommendation));
            return new Document("Error", fields);
        }
        fields.put("Success", response.failure().isEmpty());
        NAMES.addTo(fields, response.fields());
        response.failure().ifPresent(failure -> addBusinessError(fields, failure));
        return new Document(response.action() + "Response", fields);
    }

    private static void addError(
            Map<String, Object> fields, Failure failure, Function<ErrorCode, String> recommendation) {
        ErrorCode code = failure.code();
        fields.put("Code", code.code());
        fields.put("Message", failure.message());
        fields.put("Recommend", recommendation.apply(code));
    }

    // One SDK shows only Message, the typed ones read ErrorMessage.
    private static void addBusinessError(Map<String, Object> fields, Failure failure) {
        fields.put("Code", failure.code().code());
        fields.put("ErrorMessage", failure.message());
        fields.put("Message", failure.message());
    }

    private static String pascalCase(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
