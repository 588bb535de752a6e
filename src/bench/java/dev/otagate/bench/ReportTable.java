package dev.otagate.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reports as text for a terminal, which is also a Markdown table. */
final class ReportTable {
    private ReportTable() {}

    static String of(Report report) {
        StringBuilder text = new StringBuilder("\n" + report.date() + "\n");
        report.machine()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
        text.append("\nAt saturation (closed model), the median of ")
                .append(report.settings().repeats())
                .append(" runs:\n\n")
                .append("| | per second | least to most | connections | p50 ms | p99 ms | p99.9 ms |"
                        + " CPU µs: gateway | PostgreSQL | load | gateway's RSS MiB |\n")
                .append("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n");
        measured(report).forEach(result -> text.append(saturated(result)));
        text.append("\nAt half of that (open model, random arrivals), latency from the intended moment of sending:\n\n")
                .append(
                        "| | offered | answered | p50 ms | p99 ms | p99.9 ms | longest ms | generator late by, p99 ms |\n")
                .append("| --- | --: | --: | --: | --: | --: | --: | --: |\n");
        measured(report).forEach(result -> text.append(half(result)));
        text.append("\n| ratio | median | least to most |\n| --- | --: | --: |\n");
        for (Report.Ratio ratio : report.ratios()) {
            text.append(format(
                    "| %s | %.2f | %.2f to %.2f |%n", ratio.name(), ratio.median(), ratio.least(), ratio.most()));
        }
        text.append("\nBest concurrency (per second at each level):\n\n");
        report.results().forEach(result -> text.append(sweep(result)));
        return text.toString();
    }

    /** One run on one line. */
    static String line(String title, Measurement run) {
        Measurement.Latency latency = run.latency();
        return format(
                "%-34s %5d at once%s: %8.0f/s, p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, CPU µs %s",
                title,
                run.concurrency(),
                run.offered() > 0 ? format(", %.0f/s offered", run.offered()) : "",
                run.perSecond(),
                latency.p50(),
                latency.p99(),
                latency.p999(),
                cpu(run.cpu()));
    }

    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private static List<Report.Result> measured(Report report) {
        return report.results().stream().filter(r -> !r.saturated().isEmpty()).toList();
    }

    private static String saturated(Report.Result result) {
        Measurement run = result.medianSaturated();
        Measurement.Latency latency = run.latency();
        double least = result.saturated().stream()
                .mapToDouble(Measurement::perSecond)
                .min()
                .orElse(0);
        double most = result.saturated().stream()
                .mapToDouble(Measurement::perSecond)
                .max()
                .orElse(0);
        return format(
                        "| %s %s | %.0f | %.0f to %.0f | %d |",
                        letter(result), result.title(), run.perSecond(), least, most, run.concurrency())
                + format(" %.2f | %.2f | %.2f |", latency.p50(), latency.p99(), latency.p999())
                + format(
                        " %s | %.1f | %.1f | %s |%n",
                        run.cpu().containsKey("gateway")
                                ? format("%.1f", run.cpu().get("gateway"))
                                : "",
                        run.cpu().get("postgres"),
                        run.cpu().get("load"),
                        result.residentMiB() > 0 ? result.residentMiB() : "");
    }

    private static String half(Report.Result result) {
        Measurement run = result.medianHalf();
        Measurement.Latency latency = run.latency();
        return format("| %s %s | %.0f | %.0f |", letter(result), result.title(), run.offered(), run.perSecond())
                + format(" %.2f | %.2f | %.2f | %.2f |", latency.p50(), latency.p99(), latency.p999(), latency.max())
                + format(" %s |%n", result.id().startsWith("a") ? "" : format("%.2f", latency.lagP99()));
    }

    private static String sweep(Report.Result result) {
        StringBuilder levels = new StringBuilder();
        for (Measurement run : result.sweep()) {
            levels.append(format("  %d: %.0f", run.concurrency(), run.perSecond()));
        }
        return letter(result) + " " + result.title() + levels + "\n";
    }

    private static String letter(Report.Result result) {
        return "(" + result.id().charAt(0) + ")";
    }

    private static String cpu(Map<String, Double> cpu) {
        StringBuilder text = new StringBuilder();
        cpu.forEach((name, micros) -> text.append(format(" %s %.1f", name, micros)));
        return text.toString().trim();
    }
}
