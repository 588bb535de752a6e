package dev.otagate.response;

import dev.otagate.failure.Failure;
import dev.otagate.parameter.Format;
import java.util.function.UnaryOperator;

/** The dialect of Tuya's pages: camel case, the same body for every failure, {@code code} empty on success. */
final class TuyaDialect implements Dialect {
    @Override
    public EncodedResponse encode(Response response, Format format) {
        ResponseEncoder encoder = ResponseEncoder.of(format);
        encoder.start(response.action() + "Response");
        encoder.text(
                "code", response.failure().map(failure -> failure.code().code()).orElse(""));
        new DataWriter(encoder, UnaryOperator.identity(), false).write(response.fields());
        response.failure().map(Failure::message).ifPresent(message -> encoder.text("errorMessage", message));
        encoder.text("requestId", response.requestId());
        encoder.bool("success", response.failure().isEmpty());
        return encoder.end();
    }
}
