package dev.otagate.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the settings from a YAML file and the environment, which has priority. Blocking; for the start only. */
public final class ConfigLoader {
    /** The default settings file. */
    public static final Path DEFAULT_FILE = Path.of("conf", "gateway.yaml");

    private static final String PREFIX = "OTAGATE_";

    // Variables of the command line and of scripts.
    private static final Set<String> OTHER_VARIABLES = Set.of(
            "OTAGATE_ENDPOINT",
            "OTAGATE_ACCESS_KEY_ID",
            "OTAGATE_ACCESS_KEY_SECRET",
            "OTAGATE_FROM_SECRET",
            "OTAGATE_TO_SECRET",
            "OTAGATE_PRODUCT_KEY",
            "OTAGATE_SECRETS_MASTER_KEY",
            "OTAGATE_JAVA_OPTS",
            "OTAGATE_JAR");
    private static final String TEST_PREFIX = "OTAGATE_TEST_";

    private ConfigLoader() {}

    /**
     * The settings of a file (default: {@code conf/gateway.yaml} in the working directory, if it exists) and of the environment. Throws
     * {@link ConfigException}.
     */
    public static GatewayConfig load(Optional<Path> file, Map<String, String> environment) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        file.or(() -> Optional.of(DEFAULT_FILE).filter(Files::exists)).ifPresent(path -> readFile(path, given));
        readEnvironment(environment, given);
        return GatewayConfig.of(new SettingValues(given), environment);
    }

    private static void readFile(Path file, Map<Setting, String> given) {
        SettingsFile.read(file)
                .ifPresent(document -> SettingsTree.walk(
                        file.toString(),
                        document,
                        (key, value) -> put(key, Setting::key, value, file + ": " + key, given)));
    }

    private static void readEnvironment(Map<String, String> environment, Map<Setting, String> given) {
        environment.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX)
                    && !variable.startsWith(TEST_PREFIX)
                    && !OTHER_VARIABLES.contains(variable)
                    && !ServiceLink.isOne(variable, value)) {
                put(variable, Setting::variable, value, variable, given);
            }
        });
    }

    private static void put(
            String name, Function<Setting, String> naming, String value, String source, Map<Setting, String> given) {
        Setting setting = Setting.named(name, naming).orElseThrow(() -> unknown(source, name, naming));
        setting.rule().expected(value).ifPresent(expected -> {
            throw new ConfigException(
                    source + " must be " + expected + (setting.isSecret() ? "" : ", not \"" + value + "\""));
        });
        given.put(setting, value);
    }

    private static ConfigException unknown(String source, String name, Function<Setting, String> naming) {
        String nearest = Arrays.stream(Setting.values())
                .map(naming)
                .max(Comparator.comparingInt(known -> similarity(known, name)))
                .orElseThrow();
        return new ConfigException(source + " is not a setting; did you mean " + nearest + "?");
    }

    // The lengths of the common prefix and suffix, less the difference in length.
    private static int similarity(String left, String right) {
        return commonPrefix(left, right)
                + commonPrefix(reversed(left), reversed(right))
                - Math.abs(left.length() - right.length());
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static int commonPrefix(String left, String right) {
        int mismatch = Arrays.mismatch(left.toCharArray(), right.toCharArray());
        return mismatch < 0 ? left.length() : mismatch;
    }
}
