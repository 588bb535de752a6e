package dev.otagate.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The value of every setting: valid, given or default. */
record SettingValues(Map<Setting, String> given) {
    String text(Setting setting) {
        return given.getOrDefault(setting, setting.defaultValue());
    }

    Optional<String> optional(Setting setting) {
        return Optional.of(text(setting)).filter(text -> !text.isEmpty());
    }

    /** The items of a list with commas, without white space around them. */
    List<String> list(Setting setting) {
        return Arrays.stream(text(setting).split(","))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    boolean isOn(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }
}
