package dev.otagate.transfer;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads records from rows of CSV, as spreadsheets write them: with commas, semicolons or tabs, and columns in any order. */
final class CsvRecordReader implements RecordReader {
    private static final int FIRST_CELL = 64;
    private static final int MAX_RECORD = 8 * FileRecord.MAX_TEXT;
    private static final Pattern FIRST =
            Pattern.compile("\"?" + CsvRecordWriter.FIRST_COLUMN + "(\\d{1,9})\"?([,;\\t])", Pattern.DOTALL);

    private final CloseableIterator<CsvRecord> rows;
    private final List<String> columns = new ArrayList<>();

    CsvRecordReader(BufferedReader in) throws IOException, FileFaultException {
        rows = CsvReader.builder()
                .fieldSeparator(separator(in))
                .acceptCharsAfterQuotes(false)
                .maxBufferSize(MAX_RECORD)
                .ofCsvRecord(in)
                .iterator();
        CsvRecord header = row().orElseThrow(() -> new FileFaultException("it is empty"));
        columns.addAll(header.getFields());
        // Spreadsheets fill up the rows.
        while (columns.get(columns.size() - 1).isEmpty()) {
            columns.remove(columns.size() - 1);
        }
        for (String column : columns.subList(1, columns.size())) {
            if (!FileRecord.FIELDS.contains(column) && !column.equals(CsvRecordWriter.EMPTY_DESC)) {
                throw new FileFaultException(1, "there is no column " + column);
            }
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new FileFaultException(1, "a column occurs twice");
        }
    }

    private static char separator(BufferedReader in) throws IOException, FileFaultException {
        in.mark(FIRST_CELL);
        char[] start = new char[FIRST_CELL];
        int length = Math.max(0, in.read(start));
        in.reset();
        Matcher first = FIRST.matcher(new String(start, 0, length));
        if (!first.lookingAt()) {
            throw new FileFaultException(1, "the header of an export is missing");
        }
        if (!first.group(1).equals(Integer.toString(FileRecord.VERSION))) {
            throw new FileFaultException(
                    1, "the version of the format is not " + FileRecord.VERSION + ": a newer otagate may read it");
        }
        return first.group(2).charAt(0);
    }

    @Override
    public Optional<FileRecord> next() throws IOException, FileFaultException {
        Optional<CsvRecord> row = row();
        return row.isPresent() ? Optional.of(record(row.get())) : Optional.empty();
    }

    private FileRecord record(CsvRecord row) throws FileFaultException {
        List<String> cells = row.getFields();
        if (cells.stream().skip(columns.size()).anyMatch(cell -> !cell.isEmpty())) {
            throw new FileFaultException(row.getStartingLineNumber(), "it has more cells than there are columns");
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 1; i < Math.min(cells.size(), columns.size()); i++) {
            if (!cells.get(i).isEmpty()) {
                fields.put(columns.get(i), cells.get(i));
            }
        }
        String emptyDesc = fields.remove(CsvRecordWriter.EMPTY_DESC);
        if (emptyDesc != null) {
            if (!emptyDesc.equalsIgnoreCase(CsvRecordWriter.YES)) {
                throw new FileFaultException(
                        row.getStartingLineNumber(), CsvRecordWriter.EMPTY_DESC + " must be yes or empty");
            }
            fields.putIfAbsent(FileRecord.DESC, "");
        }
        return new FileRecord(row.getStartingLineNumber(), row.getField(0), fields);
    }

    private Optional<CsvRecord> row() throws IOException, FileFaultException {
        try {
            while (rows.hasNext()) {
                CsvRecord row = rows.next();
                if (row.getFields().stream().anyMatch(cell -> !cell.isEmpty())) {
                    return Optional.of(row);
                }
            }
            return Optional.empty();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new FileFaultException("it is not valid CSV: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
