package dev.otagate.failure;

/**
 * Why a request is refused.
 *
 * @param code what is wrong
 * @param message what the client is told; may hold the server's string to sign, so it is never logged
 */
public record Failure(ErrorCode code, String message) {
    /** A failure whose message needs no detail. */
    public static Failure of(ErrorCode code) {
        return new Failure(code, code.message());
    }

    /** A failure whose message's {@code %s} is {@code detail}. */
    public static Failure of(ErrorCode code, String detail) {
        return new Failure(code, code.message().replace("%s", detail));
    }
}
