package dev.otagate.response;

import dev.otagate.store.WrappedList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Writes the fields of a response, with names as a dialect has them. */
final class DataWriter {
    private final ResponseEncoder encoder;
    private final UnaryOperator<String> naming;
    private final boolean wrapsLists;

    DataWriter(ResponseEncoder encoder, UnaryOperator<String> naming, boolean wrapsLists) {
        this.encoder = encoder;
        this.naming = naming;
        this.wrapsLists = wrapsLists;
    }

    void write(Map<?, ?> fields) {
        fields.forEach((name, value) -> write(naming.apply(name.toString()), value, false));
    }

    private void write(String name, Object value, boolean inList) {
        if (value instanceof Map<?, ?> fields) {
            encoder.startRecord(name, inList);
            write(fields);
            encoder.endRecord();
        } else if (value instanceof List<?> records) {
            encoder.startList(name);
            records.forEach(each -> write(name, each, true));
            encoder.endList();
        } else if (value instanceof WrappedList list) {
            write(name, wrapsLists ? Map.of(list.element(), list.records()) : list.records(), inList);
        } else if (value instanceof Number number) {
            encoder.number(name, number.longValue());
        } else if (value instanceof Boolean truth) {
            encoder.bool(name, truth);
        } else {
            encoder.text(name, value.toString());
        }
    }
}
