package dev.otagate.transfer;

import java.io.IOException;
import java.util.Map;

/** Writes the records of an export. */
interface RecordWriter {
    /** Writes a record with the fields that have a value. */
    void write(String type, Map<String, String> fields) throws IOException;

    /** Hands over all that is written, and leaves the stream open. */
    void flush() throws IOException;
}
