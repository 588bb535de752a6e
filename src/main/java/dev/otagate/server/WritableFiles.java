package dev.otagate.server;

import dev.otagate.config.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the libraries from writing files outside the data directory: everything else may be read-only. */
public final class WritableFiles {
    private static final String NETTY_DIRECTORY = "io.netty.native.workdir";

    private WritableFiles() {}

    /** Has every Vert.x of this process do without its directory of temporary files. To be called before Vert.x is used. */
    public static void disableCache() {
        System.setProperty("vertx.disableFileCPResolving", "true");
    }

    /**
     * Has Netty unpack its native transport in the data directory, if that can be written, for the moment until it is loaded. Without
     * such a directory it tries the temporary directory, and the gateway uses Java's own transport if that fails, too. To be
     * called before Netty is used.
     */
    public static void confine(DatabaseConfig database) {
        Path directory = database.dataDirectory().toAbsolutePath();
        try {
            if (database.embedded()) {
                Files.createDirectories(directory);
            }
            if (Files.isDirectory(directory) && Files.isWritable(directory)) {
                System.setProperty(NETTY_DIRECTORY, System.getProperty(NETTY_DIRECTORY, directory.toString()));
            }
        } catch (IOException e) {
            // The start of the embedded database reports the same directory.
            return;
        }
    }
}
