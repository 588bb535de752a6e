package dev.otagate.transfer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes records as rows of CSV, as spreadsheets read them: with a byte order mark, CRLF, and the names of the columns. */
final class CsvRecordWriter implements RecordWriter {
    static final String BYTE_ORDER_MARK = "\uFEFF";
    /** The name of the first column, before the version. */
    static final String FIRST_COLUMN = FileRecord.FORMAT + "/";
    /** Whether desc is an empty text: an empty cell stands for none. */
    static final String EMPTY_DESC = "emptyDesc";

    static final String YES = "yes";

    private final Writer out;
    private final CsvWriter csv;

    CsvRecordWriter(Writer out) throws IOException {
        this.out = out;
        out.write(BYTE_ORDER_MARK);
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out);
        List<String> columns = new ArrayList<>(List.of(FIRST_COLUMN + FileRecord.VERSION));
        columns.addAll(FileRecord.FIELDS);
        columns.add(EMPTY_DESC);
        csv.writeRecord(columns);
    }

    @Override
    public void write(String type, Map<String, String> fields) throws IOException {
        List<String> row = new ArrayList<>(List.of(type));
        FileRecord.FIELDS.forEach(name -> row.add(fields.getOrDefault(name, "")));
        row.add("".equals(fields.get(FileRecord.DESC)) ? YES : "");
        csv.writeRecord(row);
    }

    @Override
    public void flush() throws IOException {
        csv.flush();
        out.flush();
    }
}
