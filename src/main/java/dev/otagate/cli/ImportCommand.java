package dev.otagate.cli;

import dev.otagate.config.ConfigException;
import dev.otagate.transfer.Progress;
import dev.otagate.transfer.Report;
import dev.otagate.transfer.Source;
import dev.otagate.transfer.Sources;
import dev.otagate.transfer.Summary;
import dev.otagate.transfer.Target;
import dev.otagate.transfer.TargetOptions;
import dev.otagate.transfer.Transfer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code otagate import}: writes the products and modules of a file into an account. */
@Command(
        name = "import",
        description =
                "Writes the products and modules of an export into an account. The file is checked before anything is"
                        + " written. The import may be killed and run again, and changes nothing that is equal already. See"
                        + " docs/user/export.md.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:all was written",
            "1:it failed; if the file is damaged, nothing was written",
            "2:wrong usage",
            "4:all was written, except for the items in the report",
            "130:it was interrupted; run it again to continue"
        })
final class ImportCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The export, in either format; - for standard input.")
    private String file;

    @Mixin
    private TargetOption to;

    @Option(names = "--atomic-products", description = "Writes a product with all its modules, or nothing of it.")
    private boolean atomicProducts;

    @Option(names = "--dry-run", description = "Changes nothing; the summary is what would change.")
    private boolean dryRun;

    @Mixin
    private ReportOption report;

    @Override
    public Integer call() {
        StandardInput.requireOneUse(spec.commandLine(), file.equals(STANDARD_INPUT), to.readsStandardInput());
        TargetOptions options = new TargetOptions(atomicProducts, dryRun, false);
        if (!file.equals(STANDARD_INPUT)) {
            return to.write(spec.commandLine(), options, target -> write(CommandPath.of("FILE", file), target));
        }
        return writeStandardInput(options);
    }

    // In a file, so that it can be checked first.
    private int writeStandardInput(TargetOptions options) {
        try {
            Path copy = Files.createTempFile("otagate-import-", ".tmp");
            // After a signal, nothing else deletes it.
            copy.toFile().deleteOnExit();
            try {
                Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
                return to.write(spec.commandLine(), options, target -> write(copy, target));
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new ConfigException("standard input cannot be copied to a temporary file: " + e);
        }
    }

    private int write(Path path, Target target) {
        PrintWriter err = spec.commandLine().getErr();
        Summary summary = new Summary();
        try (Source source = Sources.file(path);
                Report rejected = report.open(err);
                Interruption interruption = new Interruption(target::close)) {
            long start = System.nanoTime();
            Transfer transfer = new Transfer(
                    source,
                    target,
                    rejected,
                    new Progress(err, Terminal.ERROR.isPresent(), System::nanoTime),
                    summary,
                    keys -> {},
                    interruption::requested);
            boolean complete = false;
            try {
                complete = transfer.run();
            } finally {
                JsonOutput.print(spec, json(summary, System.nanoTime() - start, complete));
            }
            if (!complete) {
                err.println("otagate: interrupted; run the same command again to continue");
                return TransferStatus.INTERRUPTED;
            }
            return summary.rejected() > 0 ? TransferStatus.SOME_REJECTED : 0;
        }
    }

    private JsonObject json(Summary summary, long nanos, boolean complete) {
        return summary.json()
                .put("dryRun", dryRun)
                .put("complete", complete)
                .put("seconds", Math.round(nanos / 1e7) / 100.0);
    }
}
