package dev.otagate.server;

import dev.otagate.config.ConfigException;
import dev.otagate.config.GatewayConfig;
import dev.otagate.config.ManagementConfig;
import java.net.URI;

/** The URL of the management port, for browsers. */
public final class ManagementUrl {
    private ManagementUrl() {}

    /** The URL of a gateway that may run in another process. Fails with {@link ConfigException} if its port is not known. */
    public static URI of(GatewayConfig config) {
        ManagementConfig management = config.management();
        return management
                .publicUrl()
                .or(() -> GatewayFile.management(config.database().dataDirectory()))
                .orElseGet(() -> {
                    if (management.port() == 0) {
                        throw new ConfigException(
                                "management.port: 0 is any port, and gateway.json in the data directory"
                                        + " does not name it: set management.port or management.publicUrl");
                    }
                    return of(management, management.port());
                });
    }

    /** The URL of a gateway that has bound a port. */
    static URI of(ManagementConfig management, int port) {
        return management
                .publicUrl()
                .orElseGet(() -> URI.create(new ServerUrl(false, management.host(), port)
                        .onThisMachine()
                        .toString()));
    }
}
