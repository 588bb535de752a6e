package dev.otagate.cli;

import dev.otagate.transfer.Report;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The option for the report of rejected items. */
final class ReportOption {
    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "The file for rejected items, a JSON object a line (default: standard error).")
    private String file;

    Report open(PrintWriter err) {
        return file == null ? Report.to(err) : Report.in(CommandPath.of("--report", file));
    }
}
