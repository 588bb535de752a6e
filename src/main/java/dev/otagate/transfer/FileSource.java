package dev.otagate.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The products of an export, in constant memory. The whole file is checked before the first product is returned. */
final class FileSource implements Source {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** More modules than a product may have, so that the others are reported. */
    private static final int MAX_MODULES = 1_000;

    private final Path file;
    private final RecordReader records;
    private final Instant now = Instant.now();
    private final OptionalLong total;
    private Optional<FileRecord> pending;
    private int products;
    private int modules;
    private boolean ended;

    private FileSource(Path file, OptionalLong total) throws IOException, FileFaultException {
        this.file = file;
        this.total = total;
        records = open(file);
        pending = records.next();
    }

    /** Checks a file, and opens it. Throws {@link TransferException} if it is no export, or is damaged. */
    static FileSource of(Path file) {
        ProductKeys keys = new ProductKeys();
        try (FileSource check = open(file, OptionalLong.empty())) {
            for (Optional<ProductContent> next = check.next(); next.isPresent(); next = check.next()) {
                keys.add(next.get().product().productKey());
            }
        }
        Set<Long> suspects = keys.repeatedHashes();
        if (!suspects.isEmpty()) {
            requireUnique(file, suspects);
        }
        return open(file, OptionalLong.of(keys.size()));
    }

    // Hashes may be equal by chance.
    private static void requireUnique(Path file, Set<Long> suspects) {
        Set<String> seen = new HashSet<>();
        try (FileSource check = open(file, OptionalLong.empty())) {
            for (Optional<ProductContent> next = check.next(); next.isPresent(); next = check.next()) {
                String key = next.get().product().productKey();
                if (suspects.contains(ProductKeys.hash(key)) && !seen.add(key)) {
                    throw new TransferException(file + ": the product " + key + " occurs twice");
                }
            }
        }
    }

    private static FileSource open(Path file, OptionalLong total) {
        try {
            return new FileSource(file, total);
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (FileFaultException e) {
            throw new TransferException(file + ": " + e.getMessage());
        }
    }

    private static RecordReader open(Path file) throws IOException, FileFaultException {
        InputStream octets = Files.newInputStream(file);
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(
                    octets,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)));
            if (peek(in) == BYTE_ORDER_MARK) {
                in.read();
            }
            return peek(in) == '{' ? new NdjsonReader(in) : new CsvRecordReader(in);
        } catch (IOException | FileFaultException | RuntimeException e) {
            octets.close();
            throw e;
        }
    }

    private static int peek(BufferedReader in) throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first;
    }

    private static TransferException unreadable(Path file, IOException e) {
        if (e instanceof CharacterCodingException) {
            return new TransferException(file + ": it is not in UTF-8");
        }
        return new TransferException(
                e instanceof NoSuchFileException ? file + ": there is no such file" : file + " cannot be read: " + e);
    }

    @Override
    public OptionalLong total() {
        return total;
    }

    @Override
    public Optional<ProductContent> next() {
        try {
            return ended ? Optional.empty() : read();
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (FileFaultException e) {
            throw new TransferException(file + ": " + e.getMessage());
        }
    }

    private Optional<ProductContent> read() throws IOException, FileFaultException {
        FileRecord record =
                pending.orElseThrow(() -> new FileFaultException("it is truncated: the end record is missing"));
        switch (record.type()) {
            case FileRecord.PRODUCT -> {
                products++;
                ProductData product = RecordFields.product(record, now);
                return Optional.of(new ProductContent(product, modulesOf(product.productKey())));
            }
            case FileRecord.MODULE ->
                throw new FileFaultException(record.line(), "the module does not follow its product");
            case FileRecord.END -> {
                requireEnd(record);
                return Optional.empty();
            }
            default -> throw new FileFaultException(record.line(), "the record must be a product, a module or the end");
        }
    }

    private List<ModuleData> modulesOf(String productKey) throws IOException, FileFaultException {
        List<ModuleData> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (pending = records.next(); isModuleOf(productKey); pending = records.next()) {
            FileRecord record = pending.get();
            ModuleData module = RecordFields.module(record, now);
            if (!names.add(module.moduleName())) {
                throw new FileFaultException(
                        record.line(),
                        "the product " + productKey + " has the module " + module.moduleName() + " twice");
            }
            if (names.size() > MAX_MODULES) {
                throw new FileFaultException(
                        record.line(), "the product " + productKey + " has more than " + MAX_MODULES + " modules");
            }
            found.add(module);
        }
        modules += found.size();
        return found;
    }

    private boolean isModuleOf(String productKey) {
        return pending.filter(record -> record.type().equals(FileRecord.MODULE)
                        && productKey.equals(record.fields().get(FileRecord.PRODUCT_KEY)))
                .isPresent();
    }

    private void requireEnd(FileRecord end) throws IOException, FileFaultException {
        if (RecordFields.number(end, FileRecord.PRODUCTS, products) != products
                || RecordFields.number(end, FileRecord.MODULES, modules) != modules) {
            throw new FileFaultException(
                    end.line(),
                    "the file has " + products + " products and " + modules
                            + " modules, not the numbers of this record");
        }
        if (records.next().isPresent()) {
            throw new FileFaultException(end.line(), "there are records after the end");
        }
        ended = true;
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            // All that was needed is read.
        }
    }
}
