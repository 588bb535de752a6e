package dev.otagate.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Products and modules of all kinds that the API accepts. */
final class Contents {
    private static final int MAX_DESC = 100;
    private static final String NAME_CHARACTERS = "abcXYZ019.-_";

    private Contents() {}

    static Arbitrary<List<ProductContent>> accounts() {
        return product().list().ofMaxSize(4).map(products -> {
            List<ProductContent> numbered = new ArrayList<>();
            for (ProductContent content : products) {
                numbered.add(withKey(content, content.product().productKey() + numbered.size()));
            }
            return numbered;
        });
    }

    private static ProductContent withKey(ProductContent content, String key) {
        ProductData product = content.product();
        return new ProductContent(
                new ProductData(
                        key,
                        product.name() + key.charAt(key.length() - 1),
                        product.description(),
                        product.created(),
                        product.properties()),
                content.modules().stream()
                        .map(module -> new ModuleData(
                                key,
                                module.moduleName(),
                                module.aliasName(),
                                module.desc(),
                                module.created(),
                                module.modified()))
                        .toList());
    }

    private static Arbitrary<ProductContent> product() {
        Arbitrary<String> keys =
                Arbitraries.strings().withChars("abcXYZ019").ofMinLength(1).ofMaxLength(60);
        Arbitrary<String> names = Arbitraries.strings()
                .withChars("abcXYZ019_-@()灯泡センサー・")
                .ofMinLength(4)
                .ofMaxLength(14);
        Arbitrary<List<ModuleData>> modules = module().list()
                .uniqueElements(module -> module.moduleName().toLowerCase(java.util.Locale.ROOT))
                .ofMaxSize(10);
        return Combinators.combine(keys, names, text(), times(), properties(), modules)
                .as((key, name, description, created, properties, list) ->
                        new ProductContent(new ProductData(key, name, description, created, properties), list));
    }

    private static Arbitrary<ProductProperties> properties() {
        return Combinators.combine(
                        Arbitraries.of(0, 1),
                        Arbitraries.of(0, 1),
                        Arbitraries.of(3, 5, 6, 7, 8),
                        Arbitraries.of("secret", "id2", "x509"),
                        Arbitraries.of("modbus", "opc-ua", "customize", "ble", "zigbee")
                                .optional(),
                        Arbitraries.of("iothub_senior", "iothub"))
                .as(ProductProperties::new);
    }

    private static Arbitrary<ModuleData> module() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars(NAME_CHARACTERS)
                .ofMinLength(1)
                .ofMaxLength(64)
                .filter(name -> !name.equalsIgnoreCase("default"));
        Arbitrary<String> aliases = Arbitraries.of("蓝", "𠀋", "a", ".", "-", "_", "9")
                .list()
                .ofMinSize(1)
                .ofMaxSize(64)
                .map(parts -> String.join("", parts));
        return Combinators.combine(names, aliases.optional(), text().optional(), times(), times())
                .as((name, alias, desc, created, modified) -> new ModuleData("", name, alias, desc, created, modified));
    }

    /** Text with what CSV and JSON treat specially. */
    private static Arbitrary<String> text() {
        Arbitrary<Integer> special = Arbitraries.of(
                (int) '\r',
                (int) '\n',
                (int) '"',
                (int) ',',
                (int) ';',
                (int) '\t',
                (int) '\\',
                (int) ' ',
                (int) '=',
                (int) '#',
                0x1,
                0x7F,
                0x85,
                0x2028,
                0xFEFF,
                0xFFFE,
                0xFFFF,
                0x84DD,
                0x1D11E,
                0x2000B,
                0x10FFFF);
        Arbitrary<Integer> any = Arbitraries.integers()
                .between(1, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
        return Arbitraries.oneOf(special, special, any)
                .list()
                .ofMaxSize(MAX_DESC)
                .map(points -> points.stream()
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
    }

    private static Arbitrary<Instant> times() {
        return Arbitraries.longs()
                .between(0, 250_000_000_000_000_000L)
                .map(micros -> Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000));
    }

    /** A product without modules. */
    static ProductData plain(String key, String name) {
        return new ProductData(key, name, "", Instant.parse("2024-01-02T03:04:05.678901Z"), ProductProperties.DEFAULT);
    }

    static ModuleData module(String key, String name, String desc) {
        Instant time = Instant.parse("2024-01-02T03:04:05.678901Z");
        return new ModuleData(key, name, Optional.of("蓝牙"), Optional.of(desc), time, time);
    }
}
