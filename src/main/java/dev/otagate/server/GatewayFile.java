package dev.otagate.server;

import dev.otagate.config.DatabaseConfig;
import dev.otagate.file.AtomicFile;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code gateway.json} in the data directory: the addresses of the running gateway, for scripts. With an external database it is written
 * only if the directory exists and can be written. Blocking.
 */
final class GatewayFile {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayFile.class);
    private static final String NAME = "gateway.json";
    private static final String MANAGEMENT = "management";
    private static final String INSTANCE_ID = "instanceId";

    private final Optional<Path> file;
    private final String instanceId;

    GatewayFile(DatabaseConfig database, String instanceId) {
        Path directory = database.dataDirectory();
        boolean wanted = database.embedded() || Files.isDirectory(directory) && Files.isWritable(directory);
        this.file = wanted ? Optional.of(directory.resolve(NAME)) : Optional.empty();
        this.instanceId = instanceId;
    }

    /** The URL of the management port of the gateway that runs, or ran last, in a data directory. */
    static Optional<URI> management(Path directory) {
        try {
            JsonObject content = new JsonObject(Files.readString(directory.resolve(NAME)));
            return Optional.ofNullable(content.getString(MANAGEMENT)).map(URI::create);
        } catch (IOException | DecodeException e) {
            return Optional.empty();
        }
    }

    /** Writes the file, or replaces that of an earlier gateway. */
    void write(ServerUrl endpoint, ServerUrl management) {
        JsonObject content = new JsonObject()
                .put(INSTANCE_ID, instanceId)
                .put("pid", ProcessHandle.current().pid())
                .put("endpoint", endpoint.toString())
                .put(MANAGEMENT, management.toString());
        file.ifPresent(path -> {
            try {
                AtomicFile.replace(path, content.encode() + "\n");
            } catch (IOException e) {
                LOG.atWarn().addKeyValue("file", path).addKeyValue("cause", e).log("gateway.json cannot be written");
            }
        });
    }

    /** Removes the file, unless another gateway wrote it. */
    void remove() {
        file.filter(this::isOwn).ifPresent(path -> {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                LOG.atWarn().addKeyValue("file", path).addKeyValue("cause", e).log("gateway.json cannot be removed");
            }
        });
    }

    private boolean isOwn(Path path) {
        try {
            return Files.readString(path).contains(instanceId);
        } catch (IOException e) {
            return false;
        }
    }
}
