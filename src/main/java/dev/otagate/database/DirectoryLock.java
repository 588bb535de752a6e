package dev.otagate.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A lock that one process at a time holds on a data directory; the system releases it if the process ends. */
record DirectoryLock(FileChannel file, FileLock lock) implements AutoCloseable {
    /** Locks a file, which is created if it does not exist; empty if another process, or this one, holds the lock. */
    static Optional<DirectoryLock> tryLock(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return Optional.of(new DirectoryLock(file, lock));
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process.
        }
        file.close();
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            // Releases the lock, too.
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
