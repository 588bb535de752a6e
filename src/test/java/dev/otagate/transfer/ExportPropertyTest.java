package dev.otagate.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.transfer.Export.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the API accepts is the same after an export, to the character. */
class ExportPropertyTest {
    @Property(tries = 300)
    void keepsAllThatTheApiAccepts(@ForAll("accounts") List<ProductContent> account, @ForAll Format format)
            throws IOException {
        account.forEach(content -> {
            assertThat(ItemRules.check(content.product())).isEmpty();
            content.modules()
                    .forEach(module -> assertThat(ItemRules.check(module)).isEmpty());
        });
        assertThat(read(write(account, format))).isEqualTo(account);
    }

    @Property(tries = 100)
    void readsCsvAsSpreadsheetsSaveIt(@ForAll("accounts") List<ProductContent> account) throws IOException {
        String csv = write(account, Format.CSV);
        // Without the byte order mark and without quotes around the first cell, it is the same.
        assertThat(read(csv.substring(1))).isEqualTo(account);
        assertThat(read(csv.replaceFirst("otagate-export/1", "\"otagate-export/1\"")))
                .isEqualTo(account);
    }

    @Provide
    Arbitrary<List<ProductContent>> accounts() {
        return Contents.accounts();
    }

    static String write(List<ProductContent> account, Format format) throws IOException {
        StringWriter out = new StringWriter();
        Progress progress = new Progress(new PrintWriter(Writer.nullWriter()), false, System::nanoTime);
        new Export(source(account), format, progress, () -> false).to(out);
        return out.toString();
    }

    private static Source source(List<ProductContent> account) {
        Iterator<ProductContent> next = account.iterator();
        return new Source() {
            @Override
            public OptionalLong total() {
                return OptionalLong.of(account.size());
            }

            @Override
            public Optional<ProductContent> next() {
                return next.hasNext() ? Optional.of(next.next()) : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    static List<ProductContent> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<ProductContent> read(byte[] octets) {
        try {
            Path file = Files.createTempFile("export", ".txt");
            try {
                Files.write(file, octets);
                return read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ProductContent> read(Path file) {
        List<ProductContent> read = new ArrayList<>();
        try (FileSource source = FileSource.of(file)) {
            for (Optional<ProductContent> next = source.next(); next.isPresent(); next = source.next()) {
                read.add(next.get());
            }
        }
        return read;
    }
}
