package dev.otagate.transfer;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Writes the products of a source as an export.
 *
 * @param stopped whether to stop before the next product
 */
public record Export(Source source, Format format, Progress progress, BooleanSupplier stopped) {
    /** The formats of exports. */
    public enum Format {
        NDJSON,
        CSV
    }

    /**
     * What was written.
     *
     * @param complete false if it was stopped: the end record is missing
     */
    public record Written(long products, long modules, boolean complete) {}

    /** Writes all products, and leaves the stream open. */
    public Written to(Writer out) throws IOException {
        try {
            RecordWriter records = format == Format.CSV ? new CsvRecordWriter(out) : new NdjsonWriter(out);
            Written written = write(records);
            records.flush();
            return written;
        } finally {
            progress.end();
        }
    }

    private Written write(RecordWriter records) throws IOException {
        long products = 0;
        long modules = 0;
        while (!stopped.getAsBoolean()) {
            Optional<ProductContent> next = next();
            if (stopped.getAsBoolean()) {
                break;
            }
            if (next.isEmpty()) {
                records.write(FileRecord.END, counts(products, modules));
                return new Written(products, modules, true);
            }
            records.write(FileRecord.PRODUCT, RecordFields.of(next.get().product()));
            for (ModuleData module : next.get().modules()) {
                records.write(FileRecord.MODULE, RecordFields.of(module));
            }
            products++;
            modules += next.get().modules().size();
            progress.show(products, modules, source.total());
        }
        return new Written(products, modules, false);
    }

    // Empty at the end, and if the source was closed to stop the export.
    private Optional<ProductContent> next() {
        try {
            return source.next();
        } catch (TransferException e) {
            if (stopped.getAsBoolean()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Map<String, String> counts(long products, long modules) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(FileRecord.PRODUCTS, Long.toString(products));
        fields.put(FileRecord.MODULES, Long.toString(modules));
        return fields;
    }
}
