package dev.otagate.transfer;

import dev.otagate.transfer.Difference.Field;
import dev.otagate.transfer.Difference.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Compares two sources. Holds the first one in memory. Modules are the same if their names differ only in case. */
public final class Diff {
    private final ProductFilter filter;
    private final boolean withTimes;
    private final Consumer<Difference> found;
    private final Map<String, ProductContent> first = new LinkedHashMap<>();

    /**
     * A comparison.
     *
     * @param filter which products of both sides are compared
     * @param withTimes whether to compare times of creation, to the minute: that is what the API returns
     * @param found receives the differences
     */
    public Diff(ProductFilter filter, boolean withTimes, Consumer<Difference> found) {
        this.filter = filter;
        this.withTimes = withTimes;
        this.found = found;
    }

    /** Reads the first side. */
    public void read(Source from) {
        forEach(from, content -> first.put(content.product().productKey(), content));
    }

    /** Compares the second side with the first one, once; returns the number of products of both. */
    public long compare(Source to) {
        long[] products = {first.size()};
        forEach(to, second -> {
            ProductContent same = first.remove(second.product().productKey());
            if (same == null) {
                products[0]++;
                report(Kind.SURPLUS, second);
            } else {
                compare(same, second);
            }
        });
        first.values().forEach(content -> report(Kind.MISSING, content));
        return products[0];
    }

    private void forEach(Source source, Consumer<ProductContent> use) {
        for (Optional<ProductContent> next = source.next(); next.isPresent(); next = source.next()) {
            ProductData product = next.get().product();
            if (filter.matches(product.productKey(), product.name())) {
                use.accept(next.get());
            }
        }
    }

    private void report(Kind kind, ProductContent content) {
        String key = content.product().productKey();
        found.accept(new Difference(kind, key, Optional.empty(), List.of()));
        content.modules()
                .forEach(
                        module -> found.accept(new Difference(kind, key, Optional.of(module.moduleName()), List.of())));
    }

    private void compare(ProductContent from, ProductContent to) {
        String key = from.product().productKey();
        reportFields(key, Optional.empty(), fields(from.product()), fields(to.product()));
        Map<String, ModuleData> rest = new LinkedHashMap<>();
        to.modules().forEach(module -> rest.put(lower(module), module));
        for (ModuleData module : from.modules()) {
            ModuleData same = rest.remove(lower(module));
            Optional<String> name = Optional.of(module.moduleName());
            if (same == null) {
                found.accept(new Difference(Kind.MISSING, key, name, List.of()));
            } else {
                reportFields(key, name, fields(module), fields(same));
            }
        }
        rest.values()
                .forEach(module ->
                        found.accept(new Difference(Kind.SURPLUS, key, Optional.of(module.moduleName()), List.of())));
    }

    private void reportFields(String key, Optional<String> name, Map<String, String> from, Map<String, String> to) {
        List<Field> fields = new ArrayList<>();
        from.forEach((field, value) -> {
            if (!Objects.equals(value, to.get(field))) {
                fields.add(new Field(field, value, to.get(field)));
            }
        });
        if (!fields.isEmpty()) {
            found.accept(new Difference(Kind.DIFFERENT, key, name, fields));
        }
    }

    private Map<String, String> fields(ProductData product) {
        ProductProperties properties = product.properties();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("productName", product.name());
        fields.put("description", product.description());
        fields.put("nodeType", Integer.toString(properties.nodeType()));
        fields.put("dataFormat", Integer.toString(properties.dataFormat()));
        fields.put("netType", Integer.toString(properties.netType()));
        fields.put("authType", properties.authType());
        fields.put("protocolType", properties.protocolType().orElse(null));
        fields.put("aliyunCommodityCode", properties.commodityCode());
        addTime(fields, product.created());
        return fields;
    }

    private Map<String, String> fields(ModuleData module) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("moduleName", module.moduleName());
        fields.put("aliasName", module.aliasName().orElse(null));
        fields.put("desc", module.desc().orElse(null));
        addTime(fields, module.created());
        return fields;
    }

    private void addTime(Map<String, String> fields, Instant created) {
        if (withTimes) {
            fields.put("gmtCreate", created.truncatedTo(ChronoUnit.MINUTES).toString());
        }
    }

    private static String lower(ModuleData module) {
        return module.moduleName().toLowerCase(Locale.ROOT);
    }
}
