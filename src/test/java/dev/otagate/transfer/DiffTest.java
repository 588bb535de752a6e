package dev.otagate.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DiffTest {
    private static final Instant CREATED = Instant.parse("2019-02-20T02:16:09Z");

    private final List<Difference> found = new ArrayList<>();

    @Test
    void findsNothingIfBothSidesAreEqualInAnyOrder() {
        compare(
                false,
                side(product("p1", "One", module("ble", "蓝牙", ""), module("mcu", null, null)), product("p2", "Two")),
                side(product("p2", "Two"), product("p1", "One", module("mcu", null, null), module("ble", "蓝牙", ""))));
        assertThat(found).isEmpty();
    }

    @Test
    void findsWhatIsMissingSurplusAndDifferent() {
        compare(
                false,
                side(
                        product("p1", "One", module("ble", "a", null), module("gone", null, null)),
                        product("p2", "Two", module("x", null, null))),
                side(product("p1", "1", module("BLE", "b", ""), module("new", null, null)), product("p3", "Three")));
        assertThat(found)
                .extracting(Difference::text)
                .containsExactly(
                        "different p1: productName \"One\" -> \"1\"",
                        "different p1/ble: moduleName \"ble\" -> \"BLE\", aliasName \"a\" -> \"b\", desc none -> \"\"",
                        "missing   p1/gone",
                        "surplus   p1/new",
                        "surplus   p3",
                        "missing   p2",
                        "missing   p2/x");
        assertThat(found.get(1).json().encode())
                .isEqualTo("{\"difference\":\"different\",\"productKey\":\"p1\",\"moduleName\":\"ble\","
                        + "\"fields\":{\"moduleName\":{\"from\":\"ble\",\"to\":\"BLE\"},"
                        + "\"aliasName\":{\"from\":\"a\",\"to\":\"b\"},\"desc\":{\"from\":null,\"to\":\"\"}}}");
    }

    @Test
    void comparesTimesToTheMinuteIfWanted() {
        ProductContent first = product("p1", "One", module("ble", null, null));
        ModuleData sameMinute = new ModuleData(
                "p1", "ble", Optional.empty(), Optional.empty(), CREATED.minusSeconds(9), CREATED.plusSeconds(999));
        ModuleData later =
                new ModuleData("p1", "ble", Optional.empty(), Optional.empty(), CREATED.plusSeconds(60), CREATED);
        compare(true, side(first), side(new ProductContent(first.product(), List.of(sameMinute))));
        assertThat(found).isEmpty();
        compare(false, side(first), side(new ProductContent(first.product(), List.of(later))));
        assertThat(found).isEmpty();
        compare(true, side(first), side(new ProductContent(first.product(), List.of(later))));
        assertThat(found)
                .extracting(Difference::text)
                .containsExactly("different p1/ble: gmtCreate \"2019-02-20T02:16:00Z\" -> \"2019-02-20T02:17:00Z\"");
    }

    private void compare(boolean times, Source from, Source to) {
        Diff diff = new Diff(ProductFilter.all(), times, found::add);
        diff.read(from);
        diff.compare(to);
    }

    private static ProductContent product(String key, String name, ModuleData... modules) {
        return new ProductContent(
                new ProductData(key, name, "", CREATED, ProductProperties.DEFAULT), Arrays.asList(modules));
    }

    private static ModuleData module(String name, String alias, String desc) {
        return new ModuleData("p1", name, Optional.ofNullable(alias), Optional.ofNullable(desc), CREATED, CREATED);
    }

    private static Source side(ProductContent... contents) {
        Iterator<ProductContent> rest = Arrays.asList(contents).iterator();
        return new Source() {
            @Override
            public OptionalLong total() {
                return OptionalLong.empty();
            }

            @Override
            public Optional<ProductContent> next() {
                return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }
}
