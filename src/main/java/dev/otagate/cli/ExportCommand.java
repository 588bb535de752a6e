package dev.otagate.cli;

import dev.otagate.config.ConfigException;
import dev.otagate.file.DraftFile;
import dev.otagate.server.Futures;
import dev.otagate.transfer.ApiSource;
import dev.otagate.transfer.Export;
import dev.otagate.transfer.ItemResult;
import dev.otagate.transfer.Progress;
import dev.otagate.transfer.Source;
import dev.otagate.transfer.SourceSettings;
import dev.otagate.transfer.Sources;
import dev.otagate.transfer.TransferException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code otagate export}: writes the products and modules of an account into a file. */
@Command(
        name = "export",
        description =
                "Writes the products and modules of an account, of one snapshot, or of an endpoint into a file. See"
                        + " docs/user/export.md.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:all was written",
            "1:it failed; there is no file",
            "2:wrong usage",
            "130:it was interrupted; there is no file"
        })
final class ExportCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    @Option(names = "--account", paramLabel = "NAME", description = "The account, in the database of --config.")
    private String account;

    @Mixin
    private SourceOption from;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "ndjson or csv (default: csv if the name of the file ends with .csv, otherwise ndjson).")
    private String format;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description =
                    "The file, which appears or is replaced when it is complete (default: standard output, and the"
                            + " summary is on standard error).")
    private String output;

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() {
        Export.Format chosen = format();
        if (from.isGiven() == (account != null)) {
            throw new ParameterException(spec.commandLine(), "Either --account or --from must be given");
        }
        if (from.isGiven()) {
            SourceSettings settings = from.settings(spec.commandLine());
            try (Source source = new ApiSource(settings, key -> false, ExportCommand::fail)) {
                return write(source, chosen, source::close);
            }
        }
        try (AccountDatabase database = AccountDatabase.open(config);
                Source source = Sources.account(
                        database.pool(), Futures.await(database.accounts().named(account)))) {
            return write(source, chosen, () -> {});
        }
    }

    // An export without a product that cannot be read would look complete.
    private static void fail(ItemResult unreadable) {
        throw new TransferException("the product " + unreadable.productKey() + " cannot be read: "
                + unreadable.message().orElse(""));
    }

    private Export.Format format() {
        String name = format == null ? "" : format;
        return switch (name) {
            case "ndjson" -> Export.Format.NDJSON;
            case "csv" -> Export.Format.CSV;
            case "" -> output != null && output.endsWith(".csv") ? Export.Format.CSV : Export.Format.NDJSON;
            default -> throw new ParameterException(spec.commandLine(), "--format must be ndjson or csv");
        };
    }

    private int write(Source source, Export.Format chosen, Runnable stop) {
        PrintWriter err = spec.commandLine().getErr();
        try (Interruption interruption = new Interruption(stop)) {
            Export export = new Export(
                    source,
                    chosen,
                    new Progress(err, Terminal.ERROR.isPresent(), System::nanoTime),
                    interruption::requested);
            return output == null ? toStandardOutput(export) : toFile(export, CommandPath.of("--output", output));
        }
    }

    private int toStandardOutput(Export export) {
        try {
            Export.Written written =
                    export.to(new CheckedWriter(spec.commandLine().getOut()));
            spec.commandLine().getErr().println(json(written).encode());
            return end(written);
        } catch (IOException e) {
            // The root command reports it.
            return FAILED;
        }
    }

    private int toFile(Export export, Path file) {
        try (DraftFile draft = DraftFile.of(file)) {
            Export.Written written = export.to(draft.writer());
            if (written.complete()) {
                draft.publish();
                JsonOutput.print(spec, json(written).put("file", file.toString()));
            }
            return end(written);
        } catch (IOException e) {
            throw new ConfigException(file + " cannot be written: " + e);
        }
    }

    private int end(Export.Written written) {
        if (written.complete()) {
            return 0;
        }
        spec.commandLine().getErr().println("otagate: interrupted; the export is not complete: run the command again");
        return TransferStatus.INTERRUPTED;
    }

    private static JsonObject json(Export.Written written) {
        return new JsonObject()
                .put("products", written.products())
                .put("modules", written.modules())
                .put("complete", written.complete());
    }

    /** A writer that notices if standard output cannot be written: a {@link PrintWriter} does not throw. */
    private static final class CheckedWriter extends Writer {
        private static final int CHECK_AFTER = 65_536;

        private final PrintWriter out;
        private long unchecked;

        CheckedWriter(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void write(char[] characters, int offset, int length) throws IOException {
            out.write(characters, offset, length);
            unchecked += length;
            if (unchecked > CHECK_AFTER) {
                unchecked = 0;
                flush();
            }
        }

        @Override
        public void flush() throws IOException {
            if (out.checkError()) {
                throw new IOException("standard output cannot be written");
            }
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
