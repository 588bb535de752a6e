package dev.otagate.transfer;

import dev.otagate.database.SqlResource;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The statements that write products and modules into a database, and their parameters. */
final class WriteStatements {
    /** The planner does not know the length of an array: the same settings as those of the store's connections. */
    static final String PLANNER = "SET LOCAL enable_seqscan = off; SET LOCAL enable_nestloop = off;"
            + " SET LOCAL enable_mergejoin = off; SET LOCAL jit = off; SET LOCAL plan_cache_mode = force_generic_plan;"
            + " SET LOCAL lock_timeout = '10s'; SET LOCAL idle_in_transaction_session_timeout = '1min'";

    static final String PRODUCTS = SqlResource.read(WriteStatements.class, "write-products.sql");
    static final String MODULES = SqlResource.read(WriteStatements.class, "write-modules.sql");

    private WriteStatements() {}

    static Tuple products(long accountId, List<ProductData> products, boolean keepNewer) {
        return Tuple.tuple()
                .addLong(accountId)
                .addArrayOfString(texts(products, ProductData::productKey))
                .addArrayOfString(texts(products, ProductData::name))
                .addArrayOfString(texts(products, ProductData::description))
                .addArrayOfOffsetDateTime(times(products, ProductData::created))
                .addArrayOfShort(
                        numbers(products, product -> product.properties().nodeType()))
                .addArrayOfShort(
                        numbers(products, product -> product.properties().dataFormat()))
                .addArrayOfShort(
                        numbers(products, product -> product.properties().netType()))
                .addArrayOfString(
                        texts(products, product -> product.properties().authType()))
                .addArrayOfString(texts(
                        products, product -> product.properties().protocolType().orElse(null)))
                .addArrayOfString(
                        texts(products, product -> product.properties().commodityCode()))
                .addArrayOfBoolean(array(products, product -> ItemRules.isApiName(product.name()), Boolean[]::new))
                .addBoolean(keepNewer);
    }

    static Tuple modules(long accountId, List<ModuleData> modules, boolean keepNewer) {
        return Tuple.tuple()
                .addLong(accountId)
                .addArrayOfString(texts(modules, ModuleData::productKey))
                .addArrayOfString(texts(modules, ModuleData::moduleName))
                .addArrayOfString(texts(modules, module -> module.aliasName().orElse(null)))
                .addArrayOfString(texts(modules, module -> module.desc().orElse(null)))
                .addArrayOfOffsetDateTime(times(modules, ModuleData::created))
                .addArrayOfOffsetDateTime(times(modules, ModuleData::modified))
                .addBoolean(keepNewer);
    }

    private static <T> String[] texts(List<T> items, Function<T, String> column) {
        return array(items, column, String[]::new);
    }

    private static <T> Short[] numbers(List<T> items, Function<T, Integer> column) {
        return array(items, item -> column.apply(item).shortValue(), Short[]::new);
    }

    private static <T> OffsetDateTime[] times(List<T> items, Function<T, Instant> column) {
        return array(items, item -> column.apply(item).atOffset(ZoneOffset.UTC), OffsetDateTime[]::new);
    }

    private static <T, V> V[] array(List<T> items, Function<T, V> column, IntFunction<V[]> create) {
        V[] values = create.apply(items.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(items.get(i));
        }
        return values;
    }
}
