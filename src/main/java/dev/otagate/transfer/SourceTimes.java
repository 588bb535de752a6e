package dev.otagate.transfer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the times of responses: milliseconds or seconds since the epoch, ISO 8601, and the dates of HTTP. */
final class SourceTimes {
    private static final int DIGITS_OF_SECONDS = 10;
    // The usual format, which a formatter with optional parts parses slowly.
    private static final Pattern USUAL = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d)(?::(\\d\\d))?Z");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

    // ISO 8601 with T, a space or both (Tuya: 2024-11-11 T07:36Z), with or without seconds, fraction and offset.
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd[' ']['T'][' ']HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);
    // Alibaba's pages have a date such as Wed, 20-Feb-2019 02:16:09 GMT.
    private static final List<DateTimeFormatter> FORMATS = List.of(
            ISO,
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEE, dd-MMM-uuuu HH:mm:ss 'GMT'", Locale.ENGLISH));

    private SourceTimes() {}

    /** The time, empty if the text is in no known format. */
    static Optional<Instant> parse(String text) {
        String trimmed = text.trim();
        if (NUMBER.matcher(trimmed).matches()) {
            long number = Long.parseLong(trimmed);
            return Optional.of(
                    trimmed.length() <= DIGITS_OF_SECONDS
                            ? Instant.ofEpochSecond(number)
                            : Instant.ofEpochMilli(number));
        }
        Matcher usual = USUAL.matcher(trimmed);
        if (usual.matches()) {
            return usual(usual);
        }
        return FORMATS.stream()
                .flatMap(format -> parse(format, trimmed).stream())
                .findFirst();
    }

    private static Optional<Instant> usual(Matcher time) {
        int[] parts = new int[6];
        for (int i = 0; i < parts.length; i++) {
            String part = time.group(i + 1);
            parts[i] = part == null ? 0 : Integer.parseInt(part);
        }
        try {
            return Optional.of(LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    // UTC if there is no offset.
    private static Optional<Instant> parse(DateTimeFormatter format, String text) {
        try {
            TemporalAccessor parsed = format.parse(text);
            int offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? parsed.get(ChronoField.OFFSET_SECONDS) : 0;
            return Optional.of(LocalDateTime.from(parsed).toInstant(ZoneOffset.ofTotalSeconds(offset)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
