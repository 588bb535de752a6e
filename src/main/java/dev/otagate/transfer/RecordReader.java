package dev.otagate.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads the records of an export, in constant memory. */
interface RecordReader extends Closeable {
    /** The next record, empty after the last one. */
    Optional<FileRecord> next() throws IOException, FileFaultException;
}
