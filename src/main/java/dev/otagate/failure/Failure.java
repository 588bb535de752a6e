package dev.otagate.failure;

/**
 * The error with which a request is rejected.
 *
 * @param message for the client; may hold the server's string to sign, so it is never logged
 */
public record Failure(ErrorCode code, String message) {
    private static final String TRUNCATED = "...(truncated)";

    public static Failure of(ErrorCode code) {
        return new Failure(code, code.message());
    }

    /** A failure whose message's {@code %s} is {@code detail}, truncated if it is long. */
    public static Failure of(ErrorCode code, String detail) {
        return new Failure(code, code.message().replace("%s", truncated(detail, code.maxDetail())));
    }

    /** This failure with a clause at the end of its message. */
    public Failure followedBy(String clause) {
        return clause.isEmpty() ? this : new Failure(code, message + clause);
    }

    // Never between the halves of a character.
    private static String truncated(String detail, int max) {
        if (detail.length() <= max) {
            return detail;
        }
        int end = Character.isHighSurrogate(detail.charAt(max - 1)) ? max - 1 : max;
        return detail.substring(0, end) + TRUNCATED;
    }
}
