package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import dev.otagate.store.AnswerData;
import dev.otagate.store.Outcome;
import dev.otagate.store.StoreStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ListOTAModuleByProduct}: the custom modules of a product, oldest first. */
final class ListOtaModuleByProduct {
    static final Operation OPERATION = new Operation(
            "ListOTAModuleByProduct",
            List.of(ModuleParameters.PRODUCT_KEY),
            new Statement(SqlResource.read("list-ota-module-by-product.sql")));

    private ListOtaModuleByProduct() {}

    private record Statement(String sql) implements StoreStatement {
        private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'");
        private static final int NONCE_USED = 1;
        private static final int NO_SUCH_PRODUCT = 2;

        @Override
        public List<Outcome> outcomes(RowSet<Row> rows) {
            List<Outcome> outcomes = new ArrayList<>();
            List<Map<String, Object>> modules = new ArrayList<>();
            for (Row row : rows) {
                if (row.getLong("ord") > outcomes.size()) {
                    modules = new ArrayList<>();
                    outcomes.add(outcome(row.getInteger("outcome"), modules));
                }
                if (row.getString("module_name") != null) {
                    modules.add(module(row));
                }
            }
            return outcomes;
        }

        private static Outcome outcome(int number, List<Map<String, Object>> modules) {
            return switch (number) {
                case NONCE_USED -> new Outcome.Refused(ErrorCode.NONCE_USED);
                case NO_SUCH_PRODUCT -> new Outcome.Refused(ErrorCode.UNKNOWN_PRODUCT);
                default -> new Outcome.Done(Optional.of(new AnswerData.Records(modules)));
            };
        }

        private static Map<String, Object> module(Row row) {
            Map<String, Object> module = new LinkedHashMap<>();
            putIfPresent(module, "aliasName", row.getString("alias_name"));
            putIfPresent(module, "desc", row.getString("description"));
            module.put("gmtCreate", minute(row.getOffsetDateTime("created_at")));
            module.put("gmtModified", minute(row.getOffsetDateTime("modified_at")));
            module.put("moduleName", row.getString("module_name"));
            module.put("productKey", row.getString("product_key"));
            return module;
        }

        private static void putIfPresent(Map<String, Object> module, String name, String value) {
            if (value != null) {
                module.put(name, value);
            }
        }

        private static String minute(OffsetDateTime instant) {
            return instant.withOffsetSameInstant(ZoneOffset.UTC).format(MINUTE);
        }
    }
}
