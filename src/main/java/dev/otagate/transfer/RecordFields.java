package dev.otagate.transfer;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Products and modules as fields of records. An absent field has the value that a new product or module has. */
final class RecordFields {
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private RecordFields() {}

    static Map<String, String> of(ProductData product) {
        ProductProperties properties = product.properties();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(FileRecord.PRODUCT_KEY, product.productKey());
        fields.put(FileRecord.PRODUCT_NAME, product.name());
        if (!product.description().isEmpty()) {
            fields.put(FileRecord.DESCRIPTION, product.description());
        }
        fields.put(FileRecord.NODE_TYPE, Integer.toString(properties.nodeType()));
        fields.put(FileRecord.DATA_FORMAT, Integer.toString(properties.dataFormat()));
        fields.put(FileRecord.NET_TYPE, Integer.toString(properties.netType()));
        fields.put(FileRecord.AUTH_TYPE, properties.authType());
        properties.protocolType().ifPresent(type -> fields.put(FileRecord.PROTOCOL_TYPE, type));
        fields.put(FileRecord.COMMODITY_CODE, properties.commodityCode());
        fields.put(FileRecord.CREATED, product.created().toString());
        return fields;
    }

    static Map<String, String> of(ModuleData module) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(FileRecord.PRODUCT_KEY, module.productKey());
        fields.put(FileRecord.MODULE_NAME, module.moduleName());
        module.aliasName().ifPresent(alias -> fields.put(FileRecord.ALIAS_NAME, alias));
        module.desc().ifPresent(desc -> fields.put(FileRecord.DESC, desc));
        fields.put(FileRecord.CREATED, module.created().toString());
        fields.put(FileRecord.MODIFIED, module.modified().toString());
        return fields;
    }

    /** @param now the time of creation if there is none */
    static ProductData product(FileRecord record, Instant now) throws FileFaultException {
        ProductProperties standard = ProductProperties.DEFAULT;
        Map<String, String> fields = record.fields();
        String productKey = required(record, FileRecord.PRODUCT_KEY);
        return new ProductData(
                productKey,
                fields.getOrDefault(FileRecord.PRODUCT_NAME, productKey),
                fields.getOrDefault(FileRecord.DESCRIPTION, ""),
                time(record, FileRecord.CREATED, now),
                new ProductProperties(
                        number(record, FileRecord.NODE_TYPE, standard.nodeType()),
                        number(record, FileRecord.DATA_FORMAT, standard.dataFormat()),
                        number(record, FileRecord.NET_TYPE, standard.netType()),
                        fields.getOrDefault(FileRecord.AUTH_TYPE, standard.authType()),
                        Optional.ofNullable(fields.get(FileRecord.PROTOCOL_TYPE)),
                        fields.getOrDefault(FileRecord.COMMODITY_CODE, standard.commodityCode())));
    }

    /** @param now the time of creation if there is none */
    static ModuleData module(FileRecord record, Instant now) throws FileFaultException {
        Instant created = time(record, FileRecord.CREATED, now);
        return new ModuleData(
                required(record, FileRecord.PRODUCT_KEY),
                required(record, FileRecord.MODULE_NAME),
                Optional.ofNullable(record.fields().get(FileRecord.ALIAS_NAME)),
                Optional.ofNullable(record.fields().get(FileRecord.DESC)),
                created,
                time(record, FileRecord.MODIFIED, created));
    }

    static String required(FileRecord record, String name) throws FileFaultException {
        String value = record.fields().getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new FileFaultException(record.line(), "the " + record.type() + " has no " + name);
        }
        return value;
    }

    /** A whole number that is not negative. */
    static int number(FileRecord record, String name, int otherwise) throws FileFaultException {
        String value = record.fields().get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("\\d{1,9}")) {
            throw new FileFaultException(record.line(), name + " is not a number");
        }
        return Integer.parseInt(value);
    }

    private static Instant time(FileRecord record, String name, Instant otherwise) throws FileFaultException {
        String value = record.fields().get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            Instant time = Instant.parse(value);
            if (!time.isBefore(FIRST) && !time.isAfter(LAST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // Reported below.
        }
        throw new FileFaultException(record.line(), name + " is not a time such as 2026-11-23T15:51:40Z");
    }
}
