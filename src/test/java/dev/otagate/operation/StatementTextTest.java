package dev.otagate.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementTextTest {
    private final StatementText text = new StatementText(
            List.of(ModuleParameters.PRODUCT_KEY, ModuleParameters.MODULE_NAME), "delete-ota-module.sql");

    @Test
    void numbersTheArraysInTheOrderOfTheColumns() {
        assertThat(text.arrayOfOutcomes())
                .contains("unnest($1::uuid[], $2::boolean[], $3::bigint[], $4::text[], $5::text[])")
                .contains("r (nonce_hash, noted, account_id, product_key, module_name, ord)");
        assertThat(text.keptOutcomes())
                .contains("$7::uuid[], $8::text[], $9::text[])")
                .contains(
                        "account_id, key_hash, request_hash, resend_hash, request_id, product_key, module_name, ord)");
    }

    @Test
    void looksForConflictsInTheCarefulFormAlone() {
        assertThat(text.arrayOfOutcomes()).contains("ON CONFLICT DO NOTHING");
        assertThat(text.keptOutcomes()).contains("ON CONFLICT DO NOTHING");
        assertThat(text.optimisticArrayOfOutcomes())
                .doesNotContain("ON CONFLICT")
                .contains("INSERT INTO nonce_ledger");
    }

    @Test
    void comparesKeysAndNamesAsTheTablesDo() {
        assertThat(List.of(text.arrayOfOutcomes(), text.optimisticArrayOfOutcomes(), text.keptOutcomes()))
                .allSatisfy(statement -> assertThat(statement)
                        .contains("product_key COLLATE \"C\" AS product_key")
                        .contains("module_name COLLATE \"C\" AS module_name"));
    }

    @Test
    void hasATextOfItsOwnForABatchOfDifferentProducts() {
        StatementText creates = new StatementText(
                List.of(ModuleParameters.PRODUCT_KEY, ModuleParameters.MODULE_NAME),
                "create-ota-module.sql",
                "create-ota-module-optimistic.sql",
                "create-ota-module-distinct.sql");

        assertThat(creates.optimisticArrayOfOutcomes()).contains("WINDOW");
        assertThat(creates.distinctArrayOfOutcomes())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("INSERT INTO ota_module", "INSERT INTO nonce_ledger", "product_gate FOR KEY SHARE")
                        .doesNotContain("WINDOW", "ON CONFLICT"));
        assertThat(exceptPlacing(creates.distinctArrayOfOutcomes().orElseThrow()))
                .isEqualTo(exceptPlacing(creates.optimisticArrayOfOutcomes()));
        assertThat(text.distinctArrayOfOutcomes()).isEmpty();
    }

    private static String exceptPlacing(String statement) {
        return statement.replaceAll("(?m)^--.*\n", "").replaceFirst("(?s)placed AS .*?\n\\),", "");
    }
}
