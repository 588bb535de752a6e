package dev.otagate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failed statement means for its batch, by the SQLSTATE of PostgreSQL. */
class BatchFaultTest {
    @ParameterizedTest
    @CsvSource({
        "22001, ROW",
        "23514, ROW",
        "54000, ROW",
        "P0001, ROW",
        "23505, KEY_CONFLICT",
        "40001, CONFLICT",
        "40P01, CONFLICT",
        "55P03, CONFLICT",
        "40002, DATABASE",
        "57P01, DATABASE",
        "XX000, DATABASE"
    })
    void isReadFromTheState(String state, BatchFault fault) {
        assertThat(BatchFault.of(error(state, null, null))).isEqualTo(fault);
        assertThat(BatchFault.sqlState(error(state, null, null))).isEqualTo(state);
    }

    @Test
    void ofAnIdempotencyRecordIsAConflict() {
        assertThat(BatchFault.of(error("23505", "idempotency_record_2", null))).isEqualTo(BatchFault.CONFLICT);
        assertThat(BatchFault.of(error("23505", "ota_module", null))).isEqualTo(BatchFault.KEY_CONFLICT);
    }

    @Test
    void ofAProductNameThatWasTakenMeanwhileIsAConflict() {
        assertThat(BatchFault.of(error("23505", "product", "product_name"))).isEqualTo(BatchFault.CONFLICT);
        assertThat(BatchFault.of(error("23505", "product", "product_pkey"))).isEqualTo(BatchFault.KEY_CONFLICT);
    }

    @Test
    void ofAProductThatWasDeletedMeanwhileIsAConflict() {
        assertThat(BatchFault.of(error("23503", null, "ota_module_product"))).isEqualTo(BatchFault.CONFLICT);
        assertThat(BatchFault.of(error("23503", null, "product_account"))).isEqualTo(BatchFault.ROW);
    }

    @Test
    void ofABrokenConnectionIsOneOfTheDatabase() {
        assertThat(BatchFault.of(new IllegalStateException("closed"))).isEqualTo(BatchFault.DATABASE);
        assertThat(BatchFault.of(error(null, null, null))).isEqualTo(BatchFault.DATABASE);
        assertThat(BatchFault.sqlState(error(null, null, null))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"53100, true", "58030, true", "25006, true", "25001, false", "23505, false", "57P01, false"})
    void failsAllWritesIfTheDatabaseLacksSomething(String state, boolean all) {
        assertThat(BatchFault.failsAllWrites(error(state, null, null))).isEqualTo(all);
    }

    private static PgException error(String state, String table, String constraint) {
        return new PgException(
                "message",
                "ERROR",
                state,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                table,
                null,
                null,
                constraint);
    }
}
