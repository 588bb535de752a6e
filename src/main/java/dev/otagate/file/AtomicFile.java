package dev.otagate.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a small text file atomically and durably, in UTF-8, for its owner only (0600). Blocking. */
public final class AtomicFile {
    private AtomicFile() {}

    public static void replace(Path file, String text) throws IOException {
        Path draft = draft(file, text);
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        syncDirectory(file);
    }

    /** Writes the file if it does not exist; returns whether it did. */
    public static boolean create(Path file, String text) throws IOException {
        Path draft = draft(file, text);
        try {
            // A hard link is atomic, and does not replace a file that another process has just created.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.delete(draft);
        }
        syncDirectory(file);
        return true;
    }

    /**
     * Renames a complete file in its directory. Throws {@link FileAlreadyExistsException} if there is a file of that name. Needs no hard
     * links, which some file systems do not have.
     */
    public static void publish(Path draft, Path file) throws IOException {
        // Reserves the name.
        Files.createFile(file);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(file);
    }

    /** Creates an empty file beside {@code file}, to be renamed by {@link #publish}. */
    public static Path draft(Path file) throws IOException {
        return Files.createTempFile(
                directoryOf(file),
                "." + file.getFileName() + ".",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static Path draft(Path file, String text) throws IOException {
        Path draft = draft(file);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.delete(draft);
            throw e;
        }
        return draft;
    }

    static Path emptyDraft(Path file) throws IOException {
        return Files.createTempFile(
                directoryOf(file),
                "." + file.getFileName() + ".",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    static void syncDirectory(Path file) throws IOException {
        try (FileChannel listing = FileChannel.open(directoryOf(file), StandardOpenOption.READ)) {
            listing.force(true);
        }
    }

    private static Path directoryOf(Path file) {
        return file.toAbsolutePath().getParent();
    }
}
