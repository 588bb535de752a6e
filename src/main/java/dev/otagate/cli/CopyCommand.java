package dev.otagate.cli;

import dev.otagate.transfer.ApiSource;
import dev.otagate.transfer.Checkpoint;
import dev.otagate.transfer.Progress;
import dev.otagate.transfer.Report;
import dev.otagate.transfer.SourceSettings;
import dev.otagate.transfer.Summary;
import dev.otagate.transfer.Target;
import dev.otagate.transfer.TargetOptions;
import dev.otagate.transfer.Transfer;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code otagate copy}: copies the products and modules of an account from Alibaba, Tuya or another gateway. */
@Command(
        name = "copy",
        description =
                "Copies products and modules from an endpoint: of Alibaba, Tuya or another gateway. It may be killed"
                        + " and run again, and changes nothing that is equal already.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:all was copied",
            "1:it failed; run it again to continue",
            "2:wrong usage",
            "4:all was copied, except for the items in the report",
            "130:it was interrupted; run it again to continue"
        })
final class CopyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOption from;

    @Mixin
    private TargetOption to;

    @Option(names = "--dry-run", description = "Changes nothing; the summary is what would change.")
    private boolean dryRun;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A file that records what is copied. The same command continues from it; a complete copy"
                    + " deletes it.")
    private String checkpoint;

    @Mixin
    private ReportOption report;

    @Override
    public Integer call() {
        StandardInput.requireOneUse(spec.commandLine(), from.readsStandardInput(), to.readsStandardInput());
        SourceSettings settings = from.settings(spec.commandLine());
        return to.write(spec.commandLine(), new TargetOptions(false, dryRun, true), target -> copyTo(target, settings));
    }

    private int copyTo(Target target, SourceSettings settings) {
        Optional<Checkpoint> continued = Optional.ofNullable(checkpoint)
                .filter(file -> !dryRun)
                .map(file -> Checkpoint.open(
                        CommandPath.of("--checkpoint", file), from.identity() + " > " + target.identity()));
        try (Report rejected = report.open(spec.commandLine().getErr())) {
            continued.ifPresent(file -> continueFrom(file, target));
            return copy(target, settings, continued, rejected);
        } finally {
            continued.ifPresent(Checkpoint::close);
        }
    }

    // A product may have been deleted from the target since, or the database restored.
    private void continueFrom(Checkpoint checkpoint, Target target) {
        if (checkpoint.size() > 0) {
            checkpoint.retain(target.present(checkpoint.stored()));
            spec.commandLine()
                    .getErr()
                    .println("otagate: continues; " + checkpoint.size()
                            + " products of the checkpoint are not read again");
        }
    }

    private int copy(Target target, SourceSettings settings, Optional<Checkpoint> continued, Report rejected) {
        PrintWriter err = spec.commandLine().getErr();
        Summary summary = new Summary();
        try (ApiSource source = new ApiSource(
                        settings,
                        key -> continued.isPresent() && continued.get().has(key),
                        item -> {
                            summary.add(item);
                            rejected.add(item);
                        });
                Interruption interruption = new Interruption(source::close, target::close)) {
            long start = System.nanoTime();
            Transfer transfer = new Transfer(
                    source,
                    target,
                    rejected,
                    new Progress(err, Terminal.ERROR.isPresent(), System::nanoTime),
                    summary,
                    keys -> continued.ifPresent(file -> file.add(keys)),
                    interruption::requested);
            boolean complete = false;
            try {
                complete = transfer.run();
            } finally {
                source.warnings().forEach(warning -> err.println("otagate: " + warning));
                JsonOutput.print(
                        spec,
                        json(summary, source, System.nanoTime() - start, complete)
                                .put("skipped", continued.map(Checkpoint::size).orElse(0)));
            }
            return end(complete, summary, continued);
        }
    }

    private JsonObject json(Summary summary, ApiSource source, long nanos, boolean complete) {
        return summary.json()
                .put("dryRun", dryRun)
                .put("complete", complete)
                .put("requests", source.requests())
                .put("retries", source.retries())
                .put("seconds", Math.round(nanos / 1e7) / 100.0);
    }

    private int end(boolean complete, Summary summary, Optional<Checkpoint> continued) {
        if (!complete) {
            spec.commandLine()
                    .getErr()
                    .println("otagate: interrupted; run the same command again to continue"
                            + (continued.isPresent() ? "" : ", with --checkpoint FILE to skip what is copied by then"));
            return TransferStatus.INTERRUPTED;
        }
        continued.ifPresent(Checkpoint::delete);
        return summary.rejected() > 0 ? TransferStatus.SOME_REJECTED : 0;
    }
}
