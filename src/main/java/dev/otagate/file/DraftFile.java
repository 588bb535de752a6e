package dev.otagate.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A large text file in UTF-8 that gets its name when it is complete, for its owner only (0600). Blocking. */
public final class DraftFile implements AutoCloseable {
    private final Path file;
    private final Path draft;
    private final FileChannel channel;
    private final Writer writer;

    private DraftFile(Path file, Path draft) throws IOException {
        this.file = file;
        this.draft = draft;
        channel = FileChannel.open(draft, StandardOpenOption.WRITE);
        writer = new BufferedWriter(new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8));
    }

    /** Creates a draft in the directory of the file. */
    public static DraftFile of(Path file) throws IOException {
        return new DraftFile(file, AtomicFile.emptyDraft(file));
    }

    public Writer writer() {
        return writer;
    }

    /** Makes the draft durable, and renames it. Replaces an old file. */
    public void publish() throws IOException {
        writer.flush();
        channel.force(true);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.syncDirectory(file);
    }

    /** Deletes the draft, unless it was published. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(draft);
    }
}
