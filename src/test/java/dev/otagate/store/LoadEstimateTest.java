package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadEstimateTest {
    private final LoadEstimate loadEstimate = new LoadEstimate();

    @Test
    void isLargeEnoughToHideTheCostOfAStatementAtLowLoad() {
        loadEstimate.observe(3);

        assertThat(loadEstimate.furtherBatch(1)).isEqualTo(32);
        assertThat(loadEstimate.furtherBatch(3)).isEqualTo(96);
    }

    @Test
    void isSixtyPercentOfTheUsualLoad() {
        for (int i = 0; i < 200; i++) {
            loadEstimate.observe(i % 2 == 0 ? 400 : 600);
        }

        assertThat(loadEstimate.furtherBatch(1)).isBetween(290, 310);
    }

    @Test
    void forgetsABurstWithinAHundredBatches() {
        loadEstimate.observe(10_000);
        for (int i = 0; i < 100; i++) {
            loadEstimate.observe(1);
        }

        assertThat(loadEstimate.furtherBatch(1)).isEqualTo(32);
    }
}
