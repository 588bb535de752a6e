package dev.otagate.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The settings file for a new gateway, made from {@code conf/gateway.yaml}. */
public final class SettingsTemplate {
    private static final String EXAMPLE_URI = "postgresql://otagate:PASSWORD@localhost:5432/otagate?sslmode=prefer";

    private SettingsTemplate() {}

    /** Every setting with its default, except the database and the paths. */
    public static String of(Path dataDirectory, Path masterKey, boolean external) throws IOException {
        String text = set(resource(), Setting.DATABASE_DATA_DIRECTORY, quoted(dataDirectory));
        text = set(text, Setting.SECRETS_MASTER_KEY_FILE, quoted(masterKey));
        return external
                ? set(set(text, Setting.DATABASE_EMBEDDED, "false"), Setting.DATABASE_URI, "\"" + EXAMPLE_URI + "\"")
                : text;
    }

    private static String resource() throws IOException {
        try (InputStream shipped = SettingsTemplate.class.getResourceAsStream("gateway.yaml")) {
            if (shipped == null) {
                throw new IOException("the jar has no gateway.yaml");
            }
            return new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    // The names of these settings are unique in the file.
    private static String set(String text, Setting setting, String value) {
        String name = setting.key().substring(setting.key().lastIndexOf('.') + 1);
        int start = text.indexOf("\n  " + name + ":") + 1;
        int end = text.indexOf('\n', start);
        return text.substring(0, start) + "  " + name + ": " + value + text.substring(end);
    }

    // In double quotes, a backslash begins an escape of YAML.
    private static String quoted(Path path) {
        return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
