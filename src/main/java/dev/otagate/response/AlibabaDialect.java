package dev.otagate.response;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.parameter.Format;
import java.util.Locale;

/**
 * The dialect of Alibaba Cloud's API, version 2018-01-20: Pascal case, an upper-case RequestId, and an envelope of its own for
 * failures with an HTTP status of 4xx or 5xx.
 */
final class AlibabaDialect implements Dialect {
    private static final int OK = 200;

    @Override
    public EncodedResponse encode(Response response, Format format) {
        ResponseEncoder encoder = ResponseEncoder.of(format);
        String requestId = response.requestId().toUpperCase(Locale.ROOT);
        if (response.failure().filter(failure -> failure.code().status() != OK).isPresent()) {
            error(encoder, requestId, response.host().get(), response.failure().get());
        } else {
            encoder.start(response.action() + "Response");
            encoder.text("RequestId", requestId);
            encoder.bool("Success", response.failure().isEmpty());
            new DataWriter(encoder, AlibabaDialect::pascalCase, true).write(response.fields());
            response.failure().ifPresent(failure -> rejection(encoder, failure));
        }
        return encoder.end();
    }

    private static void error(ResponseEncoder encoder, String requestId, String host, Failure failure) {
        ErrorCode code = failure.code();
        encoder.start("Error");
        encoder.text("RequestId", requestId);
        encoder.text("HostId", host);
        encoder.text("Code", code.code());
        encoder.text("Message", failure.message());
        encoder.text("Recommend", "See the code " + code.code() + " in the API reference.");
    }

    private static String pascalCase(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    // One SDK shows Message alone, the typed ones read ErrorMessage.
    private static void rejection(ResponseEncoder encoder, Failure failure) {
        encoder.text("Code", failure.code().code());
        encoder.text("ErrorMessage", failure.message());
        encoder.text("Message", failure.message());
    }
}
