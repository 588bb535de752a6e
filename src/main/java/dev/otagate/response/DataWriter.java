package dev.otagate.response;

import dev.otagate.store.ResponseData;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes what a response tells, with names as a dialect has them. */
final class DataWriter {
    private final ResponseEncoder encoder;
    private final UnaryOperator<String> naming;
    private final boolean wrapsLists;

    /** @param wrapsLists whether a list whose element has a name becomes an object with that one field */
    DataWriter(ResponseEncoder encoder, UnaryOperator<String> naming, boolean wrapsLists) {
        this.encoder = encoder;
        this.naming = naming;
        this.wrapsLists = wrapsLists;
    }

    void write(Map<String, Object> fields) {
        fields.forEach(this::write);
    }

    private void write(String name, Object value) {
        String told = naming.apply(name);
        if (value instanceof ResponseData.Records list) {
            writeList(told, list);
        } else if (value instanceof ResponseData.Single single) {
            writeRecord(told, single.fields(), false);
        } else if (value instanceof Number number) {
            encoder.number(told, number.longValue());
        } else if (value instanceof Boolean truth) {
            encoder.bool(told, truth);
        } else {
            encoder.text(told, value.toString());
        }
    }

    private void writeList(String name, ResponseData.Records list) {
        if (wrapsLists && list.element().isPresent()) {
            encoder.startRecord(name, false);
            writeRecords(naming.apply(list.element().get()), list.records());
            encoder.endRecord();
        } else {
            writeRecords(name, list.records());
        }
    }

    private void writeRecords(String name, List<Map<String, Object>> records) {
        encoder.startList(name);
        records.forEach(fields -> writeRecord(name, fields, true));
        encoder.endList();
    }

    private void writeRecord(String name, Map<String, Object> fields, boolean inList) {
        encoder.startRecord(name, inList);
        write(fields);
        encoder.endRecord();
    }
}
