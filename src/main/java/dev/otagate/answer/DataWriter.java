package dev.otagate.answer;

import dev.otagate.store.AnswerData;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes what a query found, with names as a dialect has them. */
final class DataWriter {
    private final AnswerEncoder encoder;
    private final UnaryOperator<String> naming;

    DataWriter(AnswerEncoder encoder, UnaryOperator<String> naming) {
        this.encoder = encoder;
        this.naming = naming;
    }

    void write(String name, AnswerData data) {
        if (data instanceof AnswerData.Records list) {
            writeList(name, list.records());
        } else if (data instanceof AnswerData.Single single) {
            writeRecord(name, single.fields(), false);
        }
    }

    private void writeList(String name, List<Map<String, Object>> records) {
        encoder.startList(naming.apply(name));
        records.forEach(fields -> writeRecord(name, fields, true));
        encoder.endList();
    }

    private void writeRecord(String name, Map<String, Object> fields, boolean inList) {
        encoder.startRecord(naming.apply(name), inList);
        fields.forEach(this::writeField);
        encoder.endRecord();
    }

    private void writeField(String name, Object value) {
        if (value instanceof AnswerData nested) {
            write(name, nested);
        } else if (value instanceof Number number) {
            encoder.number(naming.apply(name), number.longValue());
        } else if (value instanceof Boolean truth) {
            encoder.bool(naming.apply(name), truth);
        } else {
            encoder.text(naming.apply(name), value.toString());
        }
    }
}
