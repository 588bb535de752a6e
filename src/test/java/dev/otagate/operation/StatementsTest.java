package dev.otagate.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private final Statements statements = new Statements(
            List.of(ModuleParameters.PRODUCT_KEY, ModuleParameters.MODULE_NAME), "create-ota-module.sql");
    private final String fast =
            statements.fastArray("create-ota-module-fast.sql").sql();

    @Test
    void numbersTheArraysInTheOrderOfTheColumns() {
        assertThat(statements.array().sql())
                .contains("unnest($1::uuid[], $2::boolean[], $3::bigint[], $4::text[], $5::text[])")
                .contains("r (nonce_hash, nonce_recorded, account_id, product_key, module_name, ord)");
        assertThat(statements.stored().sql())
                .contains("$7::uuid[], $8::text[], $9::text[])")
                .contains("account_id, idempotency_key, request_hash, signature_hash, request_id, product_key,"
                        + " module_name, ord)");
    }

    @Test
    void toleratesConflictsInTheFallbackOnly() {
        assertThat(statements.array().sql()).contains("ON CONFLICT DO NOTHING");
        assertThat(statements.stored().sql()).contains("ON CONFLICT DO NOTHING");
        assertThat(fast)
                .doesNotContain("ON CONFLICT")
                .contains("INSERT INTO nonce_ledger")
                .contains("INSERT INTO ota_module");
    }

    @Test
    void comparesKeysAndNamesAsTheTablesDo() {
        assertThat(List.of(statements.array().sql(), fast, statements.stored().sql()))
                .allSatisfy(statement -> assertThat(statement)
                        .contains("product_key COLLATE \"C\" AS product_key")
                        .contains("module_name COLLATE \"C\" AS module_name"));
    }
}
