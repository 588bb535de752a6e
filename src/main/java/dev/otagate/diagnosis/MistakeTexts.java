package dev.otagate.diagnosis;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** The texts of the mistakes, from {@code mistakes.properties}: title, explanation and fix, separated by bars. */
final class MistakeTexts {
    private static final Properties TEXTS = load();

    private MistakeTexts() {}

    /** @param detail replaces {@code %s} */
    static Mistake describe(String code, String detail) {
        String[] texts = Objects.requireNonNull(TEXTS.getProperty(code), code).split("\\|", -1);
        return new Mistake(code, text(texts[0], detail), text(texts[1], detail), text(texts[2], detail));
    }

    private static String text(String pattern, String detail) {
        return pattern.trim().replace("%s", detail);
    }

    private static Properties load() {
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(MistakeTexts.class.getResourceAsStream("mistakes.properties")),
                StandardCharsets.UTF_8)) {
            Properties texts = new Properties();
            texts.load(in);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
