package dev.otagate.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otagate.transfer.ItemResult.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransferTest {
    private final StringWriter report = new StringWriter();
    private final List<List<ProductContent>> written = new ArrayList<>();
    private final List<String> stored = new ArrayList<>();
    private final Summary summary = new Summary();
    private boolean stopped;

    @Test
    void writesBoundedBatchesInOrder() {
        assertThat(transfer(source(numbered(1_201).iterator())).run()).isTrue();
        assertThat(written).extracting(List::size).containsExactly(500, 500, 201);
        assertThat(stored).hasSize(1_201).first().isEqualTo("p0");
        assertThat(summary.products()).isEqualTo(1_201);
        assertThat(summary.modules()).isEqualTo(1_201);
    }

    @Test
    void reportsRejectedItemsAndDoesNotMarkTheirProductsAsStored() {
        transfer(source(Stream.of(content("p1", "ok"), content("p2", "bad"), content("p3", "ok"))
                        .iterator()))
                .run();
        assertThat(report.toString().lines())
                .containsExactly(
                        "{\"productKey\":\"p2\",\"moduleName\":\"bad\",\"code\":\"iot.ota.X\",\"message\":\"It is bad.\"}");
        assertThat(stored).containsExactly("p1", "p3");
        assertThat(summary.rejected()).isEqualTo(1);
    }

    @Test
    void writesWhatItHasReadBeforeTheSourceFails() {
        Iterator<ProductContent> failing = Stream.concat(numbered(3), Stream.generate(() -> {
                    throw new TransferException("the source is gone");
                }))
                .iterator();
        assertThatThrownBy(() -> transfer(source(failing)).run()).hasMessage("the source is gone");
        assertThat(stored).containsExactly("p0", "p1", "p2");
    }

    @Test
    void writesWhatItHasReadBeforeItIsStopped() {
        Iterator<ProductContent> stopping = numbered(10)
                .peek(content -> stopped = content.product().productKey().equals("p4"))
                .iterator();
        assertThat(transfer(source(stopping)).run()).isFalse();
        assertThat(stored).containsExactly("p0", "p1", "p2", "p3", "p4");
    }

    @Test
    void showsABarOnATerminalAndJsonLinesElsewhere() {
        AtomicLong nanos = new AtomicLong();
        StringWriter bar = new StringWriter();
        Progress terminal = new Progress(new PrintWriter(bar), true, nanos::get);
        StringWriter lines = new StringWriter();
        Progress file = new Progress(new PrintWriter(lines), false, nanos::get);
        for (int second = 1; second <= 10; second++) {
            nanos.set(TimeUnit.SECONDS.toNanos(second));
            terminal.show(second, second * 5L, OptionalLong.of(40));
            file.show(second, second * 5L, OptionalLong.of(40));
        }
        assertThat(bar.toString())
                .endsWith(
                        "\r\u001B[K[#######.......................] 25 %  10 products, 50 modules, 5 modules/s, 30 s left");
        assertThat(lines.toString().lines())
                .containsExactly(
                        "{\"products\":5,\"modules\":25,\"totalProducts\":40,\"modulesPerSecond\":5.0,\"secondsLeft\":35}",
                        "{\"products\":10,\"modules\":50,\"totalProducts\":40,\"modulesPerSecond\":5.0,\"secondsLeft\":30}");
    }

    private Transfer transfer(Source source) {
        return new Transfer(
                source,
                new MemoryTarget(),
                Report.to(new PrintWriter(report)),
                new Progress(new PrintWriter(new StringWriter()), false, System::nanoTime),
                summary,
                stored::addAll,
                () -> stopped);
    }

    private static Stream<ProductContent> numbered(int number) {
        return IntStream.range(0, number).mapToObj(i -> content("p" + i, "ble"));
    }

    private static ProductContent content(String key, String module) {
        Instant now = Instant.EPOCH;
        return new ProductContent(
                new ProductData(key, key, "", now, ProductProperties.DEFAULT),
                List.of(new ModuleData(key, module, Optional.empty(), Optional.empty(), now, now)));
    }

    private static Source source(Iterator<ProductContent> contents) {
        return new Source() {
            @Override
            public OptionalLong total() {
                return OptionalLong.empty();
            }

            @Override
            public Optional<ProductContent> next() {
                return contents.hasNext() ? Optional.of(contents.next()) : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    private final class MemoryTarget implements Target {
        @Override
        public List<ItemResult> write(List<ProductContent> batch) {
            written.add(batch);
            List<ItemResult> results = new ArrayList<>();
            for (ProductContent content : batch) {
                String key = content.product().productKey();
                results.add(ItemResult.of(key, Optional.empty(), Kind.CREATED));
                for (ModuleData module : content.modules()) {
                    Optional<String> name = Optional.of(module.moduleName());
                    results.add(
                            module.moduleName().equals("bad")
                                    ? ItemResult.rejected(key, name, "iot.ota.X", "It is bad.")
                                    : ItemResult.of(key, name, Kind.CREATED));
                }
            }
            return results;
        }

        @Override
        public String identity() {
            return "memory";
        }

        @Override
        public Set<String> present(Set<String> productKeys) {
            return productKeys;
        }

        @Override
        public void close() {}
    }
}
