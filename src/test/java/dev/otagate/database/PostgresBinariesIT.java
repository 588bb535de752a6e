package dev.otagate.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the embedded PostgreSQL in a directory that processes share. */
class PostgresBinariesIT {
    @TempDir
    private Path directory;

    @Test
    void unpacksForTwoProcessesAtOnce() throws IOException {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture<Path> first = CompletableFuture.supplyAsync(this::unpack, two);
            CompletableFuture<Path> second = CompletableFuture.supplyAsync(this::unpack, two);

            assertThat(first.join()).isEqualTo(second.join()).isDirectoryContaining("glob:**/bin");
        } finally {
            two.shutdown();
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).hasSize(1);
        }
    }

    private Path unpack() {
        try {
            return PostgresBinaries.unpackInto(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
