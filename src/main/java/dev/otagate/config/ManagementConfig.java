package dev.otagate.config;

import java.util.Arrays;
import java.util.List;

/**
 * The port of health and metrics.
 *
 * @param port 0 for any free one
 * @param allowedHosts names that requests may give as their host, beside the bound address and those of the loopback
 */
public record ManagementConfig(String host, int port, List<String> allowedHosts) {
    static ManagementConfig of(SettingValues values) {
        return new ManagementConfig(
                values.text(Setting.MANAGEMENT_HOST),
                values.number(Setting.MANAGEMENT_PORT),
                Arrays.stream(values.text(Setting.MANAGEMENT_ALLOWED_HOSTS).split(","))
                        .map(String::trim)
                        .filter(name -> !name.isEmpty())
                        .toList());
    }
}
