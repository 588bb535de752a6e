package dev.otagate.http;

import dev.otagate.failure.ErrorCode;
import java.io.Serial;

/** Why a request is rejected before it enters the pipeline. Without a stack trace: whoever sends junk must not make it costly. */
final class RejectedRequest extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    RejectedRequest(ErrorCode code) {
        super(code.name(), null, false, false);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
