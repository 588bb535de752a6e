package dev.otagate.transfer;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The products that a copy has stored, so that it can be continued. The file has a line that identifies the copy, then a ProductKey a line.
 * Lines are appended and forced to the disk after each batch; a last line without its end, from a kill or a crash, does not count.
 */
public final class Checkpoint implements AutoCloseable {
    private static final String FORMAT = "otagateCheckpoint";
    private static final int VERSION = 1;
    private static final long MAX_BYTES = 256L << 20;

    private final Path file;
    private final FileChannel channel;
    private final String head;
    private final Set<String> stored;

    private Checkpoint(Path file, FileChannel channel, String head, Set<String> stored) {
        this.file = file;
        this.channel = channel;
        this.head = head;
        this.stored = stored;
    }

    /**
     * Opens or creates a checkpoint, and locks it.
     *
     * @param copy identifies source and target; has no secret
     */
    public static Checkpoint open(Path file, String copy) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                throw new TransferException("another copy uses the checkpoint " + file);
            }
            Set<String> stored = read(file, channel, copy);
            channel.position(channel.size());
            return new Checkpoint(file, channel, head(copy), stored);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new TransferException("the checkpoint " + file + " cannot be used: " + e);
        } catch (TransferException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Set<String> read(Path file, FileChannel channel, String copy) throws IOException {
        if (channel.size() > MAX_BYTES) {
            throw new TransferException("the checkpoint " + file + " has more than 256 MiB");
        }
        // Not closed: that would close the channel.
        String content = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        String complete = content.substring(0, content.lastIndexOf('\n') + 1);
        if (complete.isEmpty()) {
            String head = "{\"" + FORMAT;
            if (!content.startsWith(head) && !head.startsWith(content)) {
                throw new TransferException(file + " is not a checkpoint");
            }
            channel.truncate(0);
            append(channel, head(copy));
            return new HashSet<>();
        }
        channel.truncate(complete.getBytes(StandardCharsets.UTF_8).length);
        List<String> lines = complete.lines().toList();
        requireCopy(file, lines.get(0), copy);
        return new HashSet<>(lines.subList(1, lines.size()));
    }

    private static String head(String copy) {
        return new JsonObject().put(FORMAT, VERSION).put("copy", copy).encode() + "\n";
    }

    private static String lines(Collection<String> productKeys) {
        return productKeys.isEmpty() ? "" : String.join("\n", productKeys) + "\n";
    }

    private static void requireCopy(Path file, String line, String copy) {
        JsonObject head;
        try {
            head = new JsonObject(line);
        } catch (DecodeException e) {
            throw new TransferException(file + " is not a checkpoint");
        }
        if (!Integer.valueOf(VERSION).equals(head.getValue(FORMAT))) {
            throw new TransferException(file + " is not a checkpoint of this version");
        }
        if (!copy.equals(head.getValue("copy"))) {
            throw new TransferException("the checkpoint " + file + " is of another copy, " + head.getValue("copy")
                    + ": name another file, or delete it");
        }
    }

    /** The products that were stored before. */
    public Set<String> stored() {
        return Set.copyOf(stored);
    }

    /** Forgets products that the target does not have any more, also in the file. */
    public void retain(Set<String> present) {
        if (!stored.retainAll(present)) {
            return;
        }
        try {
            // After a crash, the file may be empty: all products are read again.
            channel.truncate(0);
            append(channel, head + lines(stored));
        } catch (IOException e) {
            throw new TransferException("the checkpoint " + file + " cannot be written: " + e);
        }
    }

    /** Whether the product was stored before. */
    public boolean has(String productKey) {
        return stored.contains(productKey);
    }

    /** The number of products that were stored before. */
    public int size() {
        return stored.size();
    }

    /** Adds products that are durable at the target. */
    public void add(List<String> productKeys) {
        try {
            append(channel, lines(productKeys));
        } catch (IOException e) {
            throw new TransferException("the checkpoint " + file + " cannot be written: " + e);
        }
    }

    /** Deletes the file of a copy that is complete: the next copy reads all products again. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new TransferException("the checkpoint " + file + " cannot be deleted: " + e);
        }
    }

    private static void append(FileChannel channel, String text) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
        channel.force(true);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written.
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
