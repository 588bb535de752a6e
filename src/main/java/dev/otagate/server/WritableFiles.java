package dev.otagate.server;

import dev.otagate.config.DatabaseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps libraries from writing files outside of the data directory: everything else may be read-only. */
public final class WritableFiles {
    private static final String NETTY_DIRECTORY = "io.netty.native.workdir";

    private WritableFiles() {}

    /** Disables the temporary files of Vert.x. Call it before Vert.x is used. */
    public static void disableCache() {
        System.setProperty("vertx.disableFileCPResolving", "true");
    }

    /**
     * Makes Netty unpack its native transport in the data directory, if that can be written. Otherwise Netty tries the temporary directory;
     * if that fails, too, the gateway uses Java's transport. Call it before Netty is used.
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
            // The start of the embedded database reports this.
            return;
        }
    }
}
