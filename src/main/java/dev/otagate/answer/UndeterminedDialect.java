package dev.otagate.answer;

import dev.otagate.failure.Failure;
import dev.otagate.parameter.Format;
import java.util.Locale;

/**
 * Words a refusal for a client that could not say which dialect it speaks: with the fields of both, since none of the
 * vendor's SDKs minds fields that it does not know, and some take a body without their own for a success.
 */
final class UndeterminedDialect implements Dialect {
    @Override
    public EncodedAnswer encode(Answer answer, Format format) {
        AnswerEncoder encoder = AnswerEncoder.of(format);
        String code = answer.failure().map(failure -> failure.code().code()).orElse("");
        String message = answer.failure().map(Failure::message).orElse("");
        encoder.start("Error");
        encoder.text("code", code);
        encoder.text("errorMessage", message);
        encoder.text("requestId", answer.requestId());
        encoder.bool("success", answer.failure().isEmpty());
        encoder.text("RequestId", answer.requestId().toUpperCase(Locale.ROOT));
        encoder.text("HostId", answer.host());
        encoder.text("Code", code);
        encoder.text("Message", message);
        return encoder.end();
    }
}
