package dev.otagate.diagnosis;

import dev.otagate.diagnosis.KnownMistake.Part;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Mistakes in the timestamp: the one that is signed differs from the one that is sent. */
final class TimestampMistakes {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final int FIRST_ZONE = -12;
    private static final int LAST_ZONE = 14;
    private static final List<Integer> PARTS_OF_AN_HOUR = List.of(0, 30, 45);
    private static final int SECONDS = 3;

    private TimestampMistakes() {}

    /** @param replace puts another timestamp into a draft */
    static <D extends Draft> List<KnownMistake<D>> of(String sent, BiConsumer<D, String> replace) {
        List<KnownMistake<D>> all = new ArrayList<>();
        LocalDateTime time;
        try {
            time = LocalDateTime.parse(sent, FORM);
        } catch (DateTimeException e) {
            return all;
        }
        add(all, "timestamp-in-local-time", "UTC+8", FORM.format(time.plusHours(8)), replace);
        for (int second = 1; second <= SECONDS; second++) {
            add(all, "timestamp-taken-twice", "", FORM.format(time.minusSeconds(second)), replace);
            add(all, "timestamp-taken-twice", "", FORM.format(time.plusSeconds(second)), replace);
        }
        String text = sent.substring(0, sent.length() - 1);
        add(all, "timestamp-in-another-form", text, text, replace);
        add(all, "timestamp-in-another-form", text + ".000Z", text + ".000Z", replace);
        add(all, "timestamp-in-another-form", text + "+00:00", text + "+00:00", replace);
        add(all, "timestamp-in-another-form", text.replace('T', ' '), text.replace('T', ' '), replace);
        String epoch = Long.toString(time.toEpochSecond(ZoneOffset.UTC));
        add(all, "timestamp-in-another-form", epoch, epoch, replace);
        add(all, "timestamp-in-another-form", epoch + "000", epoch + "000", replace);
        for (int hours = FIRST_ZONE; hours <= LAST_ZONE; hours++) {
            for (int minutes : PARTS_OF_AN_HOUR) {
                Duration offset = Duration.ofMinutes(60L * hours + minutes);
                add(all, "timestamp-in-local-time", zone(offset), FORM.format(time.plus(offset)), replace);
            }
        }
        return all;
    }

    private static String zone(Duration offset) {
        int minutes = Math.abs(offset.toMinutesPart());
        return "UTC" + (offset.isNegative() ? "-" : "+") + Math.abs(offset.toHours())
                + (minutes == 0 ? "" : ":" + minutes);
    }

    private static <D extends Draft> void add(
            List<KnownMistake<D>> all, String code, String detail, String signed, BiConsumer<D, String> replace) {
        all.add(new KnownMistake<>(code, detail, Part.TIMESTAMP, draft -> replace.accept(draft, signed)));
    }
}
