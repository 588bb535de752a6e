package dev.otagate.history;

import dev.otagate.metrics.Stage;
import dev.otagate.metrics.StageClock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A request of the past, without signature.
 *
 * @param requestId as in the response, in lower case
 * @param respondedAtMillis when its response was written, in milliseconds since the epoch
 * @param address the client's
 * @param account the name of the key's account; empty if the request was rejected before the key was looked up
 * @param accessKeyId as the request names it, cut
 * @param isVerified whether its signature is correct
 * @param operation empty if it is not in the catalogue
 * @param names of the operation's parameters that it has
 * @param values of these parameters, cut
 * @param code empty for success
 * @param status of HTTP
 * @param clock stopped
 */
public record RequestRecord(
        String requestId,
        long respondedAtMillis,
        String address,
        String account,
        String accessKeyId,
        boolean isVerified,
        String operation,
        List<String> names,
        List<String> values,
        String code,
        int status,
        StageClock clock) {
    // Objects and references; the texts of account, operation and code are shared.
    private static final int FIXED_BYTES = 400;
    private static final int BYTES_A_TEXT = 56;

    /** When it arrived. */
    public Instant at() {
        return Instant.ofEpochMilli(respondedAtMillis - TimeUnit.NANOSECONDS.toMillis(clock.totalNanos()));
    }

    /** The operation's parameters that the request had, cut. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            parameters.put(names.get(i), values.get(i));
        }
        return parameters;
    }

    /** From its head to its response. */
    public long durationNanos() {
        return clock.totalNanos();
    }

    /** The time in each stage, in nanoseconds. */
    public Map<Stage, Long> stages() {
        Map<Stage, Long> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            if (clock.nanos(stage) > 0) {
                stages.put(stage, clock.nanos(stage));
            }
        }
        return stages;
    }

    /** About the memory that it takes. */
    int bytes() {
        int bytes = FIXED_BYTES + text(address) + text(accessKeyId);
        for (String value : values) {
            bytes += text(value);
        }
        return bytes;
    }

    // Java has one octet for each character of Latin-1 text.
    private static int text(String text) {
        int widest = 0;
        for (int i = 0; i < text.length(); i++) {
            widest |= text.charAt(i);
        }
        return BYTES_A_TEXT + (widest < 0x100 ? 1 : 2) * text.length();
    }
}
