package dev.otagate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.SameOnEveryJdk;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Nodes that share a quota, on a simulated clock. */
@SameOnEveryJdk
class ClusterRateLimiterSimulationTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @Property(tries = 150)
    void grantsTheQuotaToADemandAboveItWhereverItArrives(
            @ForAll @IntRange(min = 20, max = 5_000) int rate,
            @ForAll @IntRange(min = 100, max = 2_000) int burstMs,
            @ForAll @Size(min = 1, max = 5) List<@DoubleRange(min = 0, max = 1) Double> spread,
            @ForAll @Size(5) List<@IntRange(min = 0, max = 99) Integer> phases) {
        int burst = Math.max(1, rate * burstMs / 1_000);
        RateLimit limit = new RateLimit(rate, burst);
        double quota = burst + 10.0 * rate;
        double[] demand = demand(spread, 0.3 * quota);

        int granted = new SimulatedCluster(limit, phases(phases, spread.size())).run(TEN_SECONDS, demand);

        // A node may hold whole permits at the end that it leased and did not use.
        double rounding = 2.0 * (1 + spread.size());
        assertThat((double) granted).isBetween(0.98 * quota - rounding, 1.02 * quota + 2);
    }

    @Property(tries = 150)
    void neverGrantsMoreThanTheBoundWhateverComesAndRests(
            @ForAll @IntRange(min = 1, max = 2_000) int rate,
            @ForAll @IntRange(min = 1, max = 4_000) int burst,
            @ForAll @IntRange(min = 1, max = 5) int nodes,
            @ForAll @Size(5) List<@IntRange(min = 0, max = 99) Integer> phases,
            @ForAll @Size(min = 3, max = 8) List<@IntRange(min = 0, max = 3) Integer> demands) {
        RateLimit limit = new RateLimit(rate, burst);
        SimulatedCluster cluster = new SimulatedCluster(limit, phases(phases, nodes));
        for (int one : demands) {
            double[] demand = new double[nodes];
            demand[one % nodes] = one * 0.8 * (burst + rate);
            cluster.run(Duration.ofMillis(2_300), demand);
        }

        double leased = nodes * Math.floor(0.01 * (burst + 10.0 * rate));
        double bound = burst + 10.0 * rate + leased + 0.3 * rate + 1;
        assertThat((double) cluster.mostWithin(TEN_SECONDS)).isLessThanOrEqualTo(bound);
    }

    @Test
    void admitsTheWholeBurstThroughOneNode() {
        RateLimit limit = new RateLimit(10, 300);

        int granted = SimulatedCluster.of(limit, 3).run(Duration.ofSeconds(1), 600, 0, 0);

        assertThat(granted).isBetween(305, 312);
    }

    @Test
    void losesNothingToANodeThatHasLittleToDo() {
        RateLimit limit = new RateLimit(111, 222);

        int alone = SimulatedCluster.of(limit, 2).run(TEN_SECONDS, 0, 397);
        int granted = SimulatedCluster.of(limit, 2).run(TEN_SECONDS, 2, 397);

        assertThat(granted).isGreaterThanOrEqualTo(alone - 2);
    }

    @Test
    void sharesAQuotaThatIsTooSmallForShares() {
        RateLimit limit = new RateLimit(1, 1);

        int granted = SimulatedCluster.of(limit, 3).run(TEN_SECONDS, 20, 20, 20);

        assertThat(granted).isBetween(10, 12);
    }

    private static int[] phases(List<Integer> phases, int nodes) {
        return phases.stream().limit(nodes).mapToInt(Integer::intValue).toArray();
    }

    private static double[] demand(List<Double> spread, double total) {
        double sum = spread.stream().mapToDouble(Double::doubleValue).sum();
        return spread.stream()
                .mapToDouble(part -> sum == 0 ? total / spread.size() : total * part / sum)
                .toArray();
    }
}
