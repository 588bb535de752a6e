package dev.otagate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.database.DatabaseAddress;
import dev.otagate.support.TestGateway;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A command that ran in this JVM. */
record CommandRun(int status, String out, String err) {
    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = RootCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new CommandRun(status, out.toString(), err.toString());
    }

    /** A command with the option {@code --config}. */
    static CommandRun with(Path config, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--config");
        all.add(config.toString());
        return of(all.toArray(String[]::new));
    }

    /** Writes a settings file for a database into a directory. */
    static Path config(Path directory, DatabaseAddress database) throws IOException {
        Path master = directory.resolve("master.key");
        Files.writeString(master, TestGateway.MASTER_KEY + "\n");
        return Files.writeString(directory.resolve("gateway.yaml"), """
                database:
                  embedded: false
                  uri: "%s"
                secrets:
                  masterKeyFile: "%s"
                """.formatted(TestGateway.uri(database), master));
    }

    JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(out + err, e);
        }
    }

    /** A number of a transfer's summary, such as {@code modules}, {@code created}. */
    long count(String items, String kind) {
        return json().path(items).path(kind).asLong(-1);
    }
}
