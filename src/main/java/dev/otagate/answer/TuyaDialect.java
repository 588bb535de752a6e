package dev.otagate.answer;

import dev.otagate.failure.Failure;
import dev.otagate.parameter.Format;
import java.util.function.UnaryOperator;

/** The dialect of Tuya's pages: camel case, the same body for every failure, {@code code} empty on success. */
final class TuyaDialect implements Dialect {
    @Override
    public EncodedAnswer encode(Answer answer, Format format) {
        AnswerEncoder encoder = AnswerEncoder.of(format);
        encoder.start(answer.action() + "Response");
        encoder.text(
                "code", answer.failure().map(failure -> failure.code().code()).orElse(""));
        new DataWriter(encoder, UnaryOperator.identity(), false).write(answer.fields());
        answer.failure().map(Failure::message).ifPresent(message -> encoder.text("errorMessage", message));
        encoder.text("requestId", answer.requestId());
        encoder.bool("success", answer.failure().isEmpty());
        return encoder.end();
    }
}
