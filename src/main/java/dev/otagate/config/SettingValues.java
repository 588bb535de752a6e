package dev.otagate.config;

import java.util.Map;

/** The value of every setting: valid, given or default. */
final class SettingValues {
    private final Map<Setting, String> given;

    SettingValues(Map<Setting, String> given) {
        this.given = given;
    }

    String text(Setting setting) {
        return given.getOrDefault(setting, setting.defaultValue());
    }

    int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    boolean isOn(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }
}
