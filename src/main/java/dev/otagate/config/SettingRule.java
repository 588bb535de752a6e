package dev.otagate.config;

import java.util.List;
import java.util.Optional;

/** What the value of a setting may be. */
sealed interface SettingRule {
    /** What is expected, where the value is not it. */
    Optional<String> expected(String value);

    /** Any text, also none. */
    record Text() implements SettingRule {
        @Override
        public Optional<String> expected(String value) {
            return Optional.empty();
        }
    }

    /** A whole number between two bounds, both of them allowed. */
    record WholeNumber(int min, int max) implements SettingRule {
        @Override
        public Optional<String> expected(String value) {
            try {
                int number = Integer.parseInt(value);
                if (number >= min && number <= max) {
                    return Optional.empty();
                }
            } catch (NumberFormatException e) {
                // Not a number: told below, like one out of bounds.
            }
            return Optional.of("a whole number from " + min + " to " + max);
        }
    }

    /** One of a few words. */
    record OneOf(List<String> choices) implements SettingRule {
        OneOf(String... choices) {
            this(List.of(choices));
        }

        @Override
        public Optional<String> expected(String value) {
            return choices.contains(value) ? Optional.empty() : Optional.of("one of " + String.join(", ", choices));
        }
    }
}
