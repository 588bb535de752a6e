package dev.otagate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferUsageTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "copy --account a|--from must be given",
                "copy --account a --from h|--from-key must be given",
                "copy --from h --from-key k --from-secret-file SECRET|--account or --to must be given",
                "copy --from h --from-key k --account a|the secret must be in the variable OTAGATE_FROM_SECRET, or"
                        + " --from-secret-file must name its file",
                "copy --from h --from-key k --account a --from-secret-file EMPTY|--from-secret-file: there is no secret in it",
                "copy --from http://h/path --from-key k --account a --from-secret-file SECRET|--from must be HOST, HOST:PORT,"
                        + " http://HOST:PORT or https://HOST:PORT, not \"http://h/path\"",
                "copy --from h --from-key k --account a --from-secret-file SECRET --rate -1|--rate must be from 0 to 100000",
                "copy --from h --from-key k --account a --from-secret-file SECRET --retry-seconds 0|--retry-seconds must be"
                        + " from 1 to 86400",
                "copy --from h --from-key k --account a --from-secret-file SECRET --dialect aws|--dialect must be alibaba or"
                        + " tuya",
                "copy --from h --from-key k --account a --from-secret-file SECRET --signature v4|--signature must be rpc or"
                        + " acs3",
                "copy --from h --from-key k --from-secret-file SECRET --account a --to g|--account and --to exclude each"
                        + " other",
                "copy --from h --from-key k --from-secret-file SECRET --to g|--to-key must be given",
                "copy --from h --from-key k --from-secret-file - --to g --to-key k --to-secret-file -|only one of the files"
                        + " can be -, standard input",
                "import - --to g --to-key k --to-secret-file -|only one of the files can be -, standard input",
                "copy --from h --from-key k --account a --from-secret-file LONG|--from-secret-file: LONG has more than 4096"
                        + " octets, so it is no secret",
                "copy --from h --from-key k --account a --from-secret-file LINES|--from-secret-file: a secret has only one"
                        + " line",
                "import FILE --to g --to-key k --to-secret-file SECRET --to-rate -1|--to-rate must be from 0 to 100000",
                "diff --account a|two sides must be given, of --from, --account or --to, and files",
                "diff a b c|two sides must be given, of --from, --account or --to, and files",
                "diff --from h --account a FILE|two sides must be given, of --from, --account or --to, and files"
            })
    void namesWhatIsWrong(String command, String message) throws IOException {
        String secret = Files.writeString(directory.resolve("secret"), "s").toString();
        String empty = Files.writeString(directory.resolve("empty"), "\n").toString();
        String longer =
                Files.writeString(directory.resolve("long"), "s".repeat(4097)).toString();
        String lines = Files.writeString(directory.resolve("lines"), "s\nt\n").toString();
        Map<String, String> files = Map.of("SECRET", secret, "EMPTY", empty, "LONG", longer, "LINES", lines);
        CommandRun run = CommandRun.of(Stream.of(command.split(" "))
                .map(word -> files.getOrDefault(word, word))
                .toArray(String[]::new));
        assertThat(run.err().replace(longer, "LONG"))
                .startsWith("otagate: " + message)
                .endsWith(" --help shows the usage\n");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void documentsTheExitStatus() {
        assertThat(CommandRun.of("copy", "--help").out()).contains("Exit status:\n", "4 ", "130 ");
        assertThat(CommandRun.of("diff", "--help").out()).contains("Exit status:\n", "both sides are equal");
    }

    @Test
    void returnsTwoIfAComparisonFails() {
        CommandRun run = CommandRun.of(
                "diff",
                directory.resolve("a").toString(),
                directory.resolve("b").toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("otagate: ");
        assertThat(run.err().lines()).hasSize(1);
    }
}
