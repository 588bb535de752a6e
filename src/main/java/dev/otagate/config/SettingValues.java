package dev.otagate.config;

import java.util.Map;

/** The valid value of every setting, wherever it came from. */
final class SettingValues {
    private final Map<Setting, String> given;

    SettingValues(Map<Setting, String> given) {
        this.given = given;
    }

    String text(Setting setting) {
        return given.getOrDefault(setting, setting.byDefault());
    }

    int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    boolean isOn(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }
}
