package dev.otagate.config;

import io.netty.util.NetUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The rule for the value of a setting. */
@FunctionalInterface
interface SettingRule {
    int IPV4_BITS = 32;
    int IPV6_BITS = 128;
    int MAX_PORT = 65_535;

    /** What is expected, if the value breaks the rule. */
    Optional<String> expected(String value);

    private static SettingRule of(String expected, Predicate<String> accepts) {
        return value -> accepts.test(value) ? Optional.empty() : Optional.of(expected);
    }

    static SettingRule anyText() {
        return value -> Optional.empty();
    }

    static SettingRule name() {
        return of("a name or an address", value -> !value.isBlank());
    }

    static SettingRule oneOf(String... words) {
        return of("one of " + String.join(", ", words), List.of(words)::contains);
    }

    static SettingRule wholeNumber(int min, int max) {
        return of("a whole number from " + min + " to " + max, value -> isWholeNumber(value, min, max));
    }

    /** IP addresses and networks such as 10.0.0.0/8, separated by commas; or none. */
    static SettingRule networks() {
        return of(
                "IP addresses or networks such as 10.0.0.0/8, separated by commas",
                value -> value.isEmpty() || Arrays.stream(value.split(",", -1)).allMatch(SettingRule::isNetwork));
    }

    static SettingRule hostNames() {
        String name = "\\s*[A-Za-z0-9._-]{1,253}\\s*";
        return of(
                "host names without ports, separated by commas",
                value -> value.isEmpty() || value.matches(name + "(," + name + ")*"));
    }

    /** An http or https URL without a path; or none. */
    static SettingRule baseUrl() {
        return of(
                "a URL such as https://otagate.example, without a path", value -> value.isEmpty() || isBaseUrl(value));
    }

    static SettingRule requiredPath() {
        return value -> value.isEmpty() ? Optional.of("a path") : path().expected(value);
    }

    /** A path of the file system, or no text. */
    @SuppressWarnings("ReturnValueIgnored") // Only whether it is a path counts.
    static SettingRule path() {
        return value -> {
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
        };
    }

    private static boolean isWholeNumber(String value, int min, int max) {
        try {
            int number = Integer.parseInt(value);
            return number >= min && number <= max;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isNetwork(String item) {
        String[] parts = item.trim().split("/", 2);
        boolean ipv4 = NetUtil.isValidIpV4Address(parts[0]);
        return (ipv4 || NetUtil.isValidIpV6Address(parts[0]))
                && (parts.length == 1 || isWholeNumber(parts[1], 0, ipv4 ? IPV4_BITS : IPV6_BITS));
    }

    private static boolean isBaseUrl(String value) {
        try {
            URI url = new URI(value).parseServerAuthority();
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getPort() <= MAX_PORT
                    && url.getUserInfo() == null
                    && value.equals(url.getScheme() + "://" + url.getRawAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
