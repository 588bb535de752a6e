package dev.otagate.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Draws a report as an SVG picture: creates a second on the left, latency at half of that on the right. */
final class Plot {
    private static final int WIDTH = 980;
    private static final int HEIGHT = 420;
    private static final int TOP = 90;
    private static final int BOTTOM = 340;
    private static final int BARS_LEFT = 40;
    private static final int BAR_STEP = 105;
    private static final int LATENCY_LEFT = 560;
    private static final int LATENCY_RIGHT = 950;
    private static final String[] COLOURS = {"#8a8f98", "#c58b3a", "#2f7d4f", "#4a74b0"};
    private static final String[] PERCENTILES = {"p50", "p99", "p99.9"};

    private final StringBuilder svg = new StringBuilder();
    private final List<Report.Result> results;

    private Plot(Report report) {
        results =
                report.results().stream().filter(r -> !r.saturated().isEmpty()).toList();
        head(report);
        bars();
        latencies();
        svg.append("</svg>\n");
    }

    /** @param args the JSON to read and the SVG to write */
    public static void main(String[] args) throws IOException {
        Report report = new ObjectMapper().readValue(new File(args[0]), Report.class);
        Path target = Path.of(args[1]);
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.writeString(target, new Plot(report).svg);
        System.err.println("drew " + target);
    }

    private void head(Report report) {
        svg.append(ReportTable.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH, HEIGHT));
        text(BARS_LEFT, 30, "start", 17, "Answers a second at saturation");
        text(LATENCY_LEFT, 30, "start", 17, "Latency in ms at half of that (open model)");
        String machine = ReportTable.format(
                "%s, %s cores with the load generator on them, PostgreSQL %s, %d products",
                report.date().substring(0, 10),
                report.machine().get("cores"),
                report.machine().get("postgres server_version").split(" ")[0],
                report.settings().products());
        text(BARS_LEFT, 52, "start", 12, machine);
    }

    private void bars() {
        double most = results.stream()
                .mapToDouble(r -> r.medianSaturated().perSecond())
                .max()
                .orElse(1);
        for (int i = 0; i < results.size(); i++) {
            Report.Result result = results.get(i);
            double value = result.medianSaturated().perSecond();
            double height = (BOTTOM - TOP) * value / most;
            int x = BARS_LEFT + i * BAR_STEP;
            svg.append(ReportTable.format(
                    "<rect x=\"%d\" y=\"%.1f\" width=\"70\" height=\"%.1f\" fill=\"%s\"/>%n",
                    x, BOTTOM - height, height, colour(i)));
            text(x + 35, (int) (BOTTOM - height) - 6, "middle", 13, ReportTable.format("%,.0f", value));
            label(x + 35, result);
        }
        line(BARS_LEFT - 10, BOTTOM, BARS_LEFT + results.size() * BAR_STEP - 20, BOTTOM, "#444444");
    }

    /** The titles are too wide for a line under a bar. */
    private void label(int middle, Report.Result result) {
        text(middle, BOTTOM + 20, "middle", 13, "(" + result.id().charAt(0) + ")");
        String[] words = result.title().split("(?<=,) |(?<=gateway) |(?<=rejected) ", 3);
        for (int i = 0; i < words.length; i++) {
            text(middle, BOTTOM + 37 + i * 14, "middle", 11, words[i]);
        }
    }

    private void latencies() {
        double most = results.stream()
                .mapToDouble(r -> r.medianHalf().latency().p999())
                .max()
                .orElse(1);
        int decades = (int) Math.max(1, Math.ceil(Math.log10(Math.max(most, 1)))) + 1;
        for (int decade = 0; decade <= decades; decade++) {
            int y = BOTTOM - (BOTTOM - TOP) * decade / decades;
            line(LATENCY_LEFT, y, LATENCY_RIGHT, y, "#dddddd");
            text(
                    LATENCY_LEFT - 6,
                    y + 4,
                    "end",
                    11,
                    decade == 0 ? "0.1" : ReportTable.format("%.0f", Math.pow(10, decade - 1)));
        }
        for (int i = 0; i < results.size(); i++) {
            Measurement.Latency latency = results.get(i).medianHalf().latency();
            double[] values = {latency.p50(), latency.p99(), latency.p999()};
            for (int p = 0; p < values.length; p++) {
                dot(i, p, values[p], decades);
            }
        }
        for (int p = 0; p < PERCENTILES.length; p++) {
            text(column(p) + 30, BOTTOM + 20, "middle", 13, PERCENTILES[p]);
        }
    }

    private void dot(int result, int percentile, double value, int decades) {
        double height = (BOTTOM - TOP) * (Math.log10(Math.max(value, 0.1)) + 1) / decades;
        int x = column(percentile) + result * 24;
        svg.append(ReportTable.format(
                "<circle cx=\"%d\" cy=\"%.1f\" r=\"5\" fill=\"%s\"/>%n", x, BOTTOM - height, colour(result)));
        text(x, (int) (BOTTOM - height) - 9, "middle", 10, ReportTable.format(value < 10 ? "%.1f" : "%.0f", value));
    }

    private static int column(int percentile) {
        return LATENCY_LEFT + 30 + percentile * 125;
    }

    private static String colour(int result) {
        return COLOURS[result % COLOURS.length];
    }

    private void line(int x1, int y1, int x2, int y2, String colour) {
        svg.append(ReportTable.format(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>%n", x1, y1, x2, y2, colour));
    }

    private void text(int x, int y, String anchor, int size, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        svg.append(ReportTable.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-size=\"%d\">%s</text>%n",
                x, y, anchor, size, escaped));
    }
}
