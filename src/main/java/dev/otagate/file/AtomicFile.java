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

/**
 * Writes a small text file whole or not at all, in UTF-8, readable by its owner only (0600). It is on the disk when a method returns.
 * Blocking.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes the file; an existing one is replaced. */
    public static void replace(Path file, String text) throws IOException {
        Path draft = draft(file, text);
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        syncDirectory(file);
    }

    /** Writes the file if there is none; returns false if there is one, which stays as it is. */
    public static boolean create(Path file, String text) throws IOException {
        Path draft = draft(file, text);
        try {
            // A hard link appears whole or not at all, and does not replace a file that another process has just made.
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
     * Gives a file that is complete and on the disk its name, in the same directory. Fails with {@link FileAlreadyExistsException} if there is
     * a file of that name, which stays as it is. Needs no hard links, which some file systems for backups lack.
     */
    public static void publish(Path draft, Path file) throws IOException {
        // Reserves the name: no other process can take it before the move.
        Files.createFile(file);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(file);
    }

    private static Path draft(Path file, String text) throws IOException {
        Path draft = Files.createTempFile(
                directoryOf(file),
                "." + file.getFileName() + ".",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
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

    private static void syncDirectory(Path file) throws IOException {
        try (FileChannel listing = FileChannel.open(directoryOf(file), StandardOpenOption.READ)) {
            listing.force(true);
        }
    }

    private static Path directoryOf(Path file) {
        return file.toAbsolutePath().getParent();
    }
}
