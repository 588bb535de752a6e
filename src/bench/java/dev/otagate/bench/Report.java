package dev.otagate.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a run of the bench found; written as JSON. */
record Report(
        String date, Map<String, String> machine, BenchSettings settings, List<Result> results, List<Ratio> ratios) {
    /**
     * Of one subject.
     *
     * @param sweep runs that looked for the best concurrency
     * @param saturated runs at it, closed model
     * @param half runs at half of that rate, open model
     * @param residentMiB of the gateway after saturation; 0 where there is none
     */
    record Result(
            String id,
            String title,
            List<Measurement> sweep,
            List<Measurement> saturated,
            List<Measurement> half,
            long residentMiB) {
        /** The run in the middle by rate. */
        Measurement medianSaturated() {
            return median(saturated, Measurement::perSecond);
        }

        /** The run in the middle by p99. */
        Measurement medianHalf() {
            return median(half, m -> m.latency().p99());
        }
    }

    /** One subject's rate by another's, taken repeat by repeat. */
    record Ratio(String name, double median, double least, double most) {}

    Result result(String id) {
        return results.stream().filter(r -> r.id().equals(id)).findFirst().orElse(null);
    }

    static Ratio ratio(String name, Result above, Result below) {
        double[] ratios = new double[above.saturated().size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = above.saturated().get(i).perSecond()
                    / below.saturated().get(i).perSecond();
        }
        Arrays.sort(ratios);
        return new Ratio(name, ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
    }

    private static Measurement median(List<Measurement> runs, ToDoubleFunction<Measurement> by) {
        return runs.stream().sorted(Comparator.comparingDouble(by)).toList().get(runs.size() / 2);
    }
}
