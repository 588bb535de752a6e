package dev.otagate.config;

import io.netty.util.NetUtil;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rule for the value of a setting. */
sealed interface SettingRule {
    /** What is expected, if the value breaks the rule. */
    Optional<String> expected(String value);

    /** Any text; empty text only if it is not required. */
    record Text(boolean isRequired) implements SettingRule {
        @Override
        public Optional<String> expected(String value) {
            return isRequired && value.isBlank() ? Optional.of("a name or an address") : Optional.empty();
        }
    }

    /** A path of the file system; empty text only if it is not required. */
    record FilePath(boolean isRequired) implements SettingRule {
        @Override
        @SuppressWarnings("ReturnValueIgnored") // Only whether it is a path counts.
        public Optional<String> expected(String value) {
            if (isRequired && value.isEmpty()) {
                return Optional.of("a path");
            }
            try {
                Path.of(value);
                return Optional.empty();
            } catch (InvalidPathException e) {
                boolean ascii = value.chars().allMatch(character -> character <= '~');
                return Optional.of(
                        ascii
                                ? "a path"
                                : "a path that the locale has the characters for (start otagate with LC_ALL=C.UTF-8)");
            }
        }
    }

    /** A whole number from {@code min} to {@code max}. */
    record WholeNumber(int min, int max) implements SettingRule {
        @Override
        public Optional<String> expected(String value) {
            try {
                int number = Integer.parseInt(value);
                if (number >= min && number <= max) {
                    return Optional.empty();
                }
            } catch (NumberFormatException e) {
                // Reported below, like a number out of bounds.
            }
            return Optional.of("a whole number from " + min + " to " + max);
        }
    }

    /** IP addresses and networks such as 10.0.0.0/8, separated by commas; or none. */
    record Networks() implements SettingRule {
        private static final int IPV4_BITS = 32;
        private static final int IPV6_BITS = 128;

        @Override
        public Optional<String> expected(String value) {
            return value.isEmpty() || Arrays.stream(value.split(",", -1)).allMatch(Networks::isNetwork)
                    ? Optional.empty()
                    : Optional.of("IP addresses or networks such as 10.0.0.0/8, separated by commas");
        }

        private static boolean isNetwork(String item) {
            String[] parts = item.trim().split("/", -1);
            boolean ipv4 = NetUtil.isValidIpV4Address(parts[0]);
            boolean known = ipv4 || NetUtil.isValidIpV6Address(parts[0]);
            boolean whole = parts.length == 1
                    || parts.length == 2
                            && new WholeNumber(0, ipv4 ? IPV4_BITS : IPV6_BITS)
                                    .expected(parts[1])
                                    .isEmpty();
            return known && whole;
        }
    }

    /** Host names without ports, separated by commas; or none. */
    record HostNames() implements SettingRule {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");

        @Override
        public Optional<String> expected(String value) {
            return value.isEmpty()
                            || Arrays.stream(value.split(",", -1))
                                    .allMatch(item -> NAME.matcher(item.trim()).matches())
                    ? Optional.empty()
                    : Optional.of("host names without ports, separated by commas");
        }
    }

    /** One of some words. */
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
