package dev.otagate.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("copy.checkpoint");
    }

    @Test
    void containsWhatWasAddedBefore() {
        add("p1", "p2");
        add("p3");
        try (Checkpoint checkpoint = Checkpoint.open(file, "a > b")) {
            assertThat(checkpoint.size()).isEqualTo(3);
            assertThat(checkpoint.has("p1")).isTrue();
            assertThat(checkpoint.has("p3")).isTrue();
            assertThat(checkpoint.has("p")).isFalse();
        }
    }

    @Test
    void forgetsWhatTheTargetHasNot() {
        add("p1", "p2", "p3");
        try (Checkpoint checkpoint = Checkpoint.open(file, "a > b")) {
            checkpoint.retain(Set.of("p3", "p4"));
            assertThat(checkpoint.stored()).containsExactly("p3");
            checkpoint.add(List.of("p5"));
        }
        try (Checkpoint checkpoint = Checkpoint.open(file, "a > b")) {
            assertThat(checkpoint.stored()).containsExactlyInAnyOrder("p3", "p5");
        }
    }

    @Test
    void ignoresALineThatAKillHasCut() throws IOException {
        add("p1");
        Files.writeString(file, "p2", StandardOpenOption.APPEND);
        add("p3");
        try (Checkpoint checkpoint = Checkpoint.open(file, "a > b")) {
            assertThat(checkpoint.size()).isEqualTo(2);
            assertThat(checkpoint.has("p3")).isTrue();
        }
    }

    @Test
    void startsAgainIfAKillHasCutItsFirstLine() throws IOException {
        Files.writeString(file, "{\"otagateCheckp");
        add("p1");
        try (Checkpoint checkpoint = Checkpoint.open(file, "a > b")) {
            assertThat(checkpoint.size()).isEqualTo(1);
        }
    }

    @Test
    void isOfOneCopyOnly() {
        add("p1");
        assertThatThrownBy(() -> Checkpoint.open(file, "a > c"))
                .isInstanceOf(TransferException.class)
                .hasMessage("the checkpoint " + file + " is of another copy, a > b: name another file, or delete it");
    }

    @Test
    void isUsedByOneProcessAtATime() {
        try (Checkpoint checkpoint = Checkpoint.open(file, "a > b")) {
            assertThat(checkpoint.size()).isZero();
            assertThatThrownBy(() -> Checkpoint.open(file, "a > b"))
                    .isInstanceOf(TransferException.class)
                    .hasMessage("another copy uses the checkpoint " + file);
        }
    }

    @Test
    void leavesAnotherFileAsItIs() throws IOException {
        for (String other : List.of("my notes", "my notes\nmore\n", "{\"a\":1}\n")) {
            Files.writeString(file, other);
            assertThatThrownBy(() -> Checkpoint.open(file, "a > b"))
                    .isInstanceOf(TransferException.class)
                    .hasMessageStartingWith(file + " is not a checkpoint");
            assertThat(file).hasContent(other);
        }
    }

    private void add(String... productKeys) {
        try (Checkpoint checkpoint = Checkpoint.open(file, "a > b")) {
            checkpoint.add(List.of(productKeys));
        }
    }
}
