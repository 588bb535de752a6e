package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemandTest {
    private final Demand demand = new Demand();

    @Test
    void asksForAsMuchAsHidesTheCostOfAnExecutionWhereThereIsLittleToDo() {
        demand.observe(3);

        assertThat(demand.furtherBatch(1)).isEqualTo(32);
        assertThat(demand.furtherBatch(3)).isEqualTo(96);
    }

    @Test
    void asksForSixtyPercentOfWhatThereUsuallyIs() {
        for (int i = 0; i < 200; i++) {
            demand.observe(i % 2 == 0 ? 400 : 600);
        }

        assertThat(demand.furtherBatch(1)).isBetween(290, 310);
    }

    @Test
    void forgetsABurstWithinAHundredBatches() {
        demand.observe(10_000);
        for (int i = 0; i < 100; i++) {
            demand.observe(1);
        }

        assertThat(demand.furtherBatch(1)).isEqualTo(32);
    }
}
