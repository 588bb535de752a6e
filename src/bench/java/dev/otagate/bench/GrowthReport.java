package dev.otagate.bench;

import java.util.List;
import java.util.Map;

/** What a run of the growth bench found; written as JSON. */
record GrowthReport(String date, Map<String, String> machine, Map<String, String> settings, List<Row> rows) {
    /**
     * One case.
     *
     * @param axis what was varied
     * @param value of it
     * @param model "saturated", or the fixed rate
     * @param cost microseconds of CPU a create, gateway and PostgreSQL
     * @param times of the cost of the axis's smallest value
     * @param run the one in the middle by cost
     */
    record Row(String axis, long value, String model, double cost, double times, Measurement run) {}

    /** A Markdown table. */
    String table() {
        StringBuilder text = new StringBuilder("\n" + date + "\n");
        machine.forEach((name, value) -> text.append(name + ": " + value + "\n"));
        text.append(
                        "\n| | | load | CPU µs a create | times the smallest | gateway | PostgreSQL | creates/s | p99 ms |\n")
                .append("| --- | --: | --- | --: | --: | --: | --: | --: | --: |\n");
        for (Row row : rows) {
            text.append(ReportTable.format(
                    "| %s | %,d | %s | %.1f | %.2f | %.1f | %.1f | %.0f | %.2f |%n",
                    row.axis(),
                    row.value(),
                    row.model(),
                    row.cost(),
                    row.times(),
                    row.run().cpu().get("gateway"),
                    row.run().cpu().get("postgres"),
                    row.run().perSecond(),
                    row.run().latency().p99()));
        }
        return text.toString();
    }
}
