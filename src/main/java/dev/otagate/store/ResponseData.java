package dev.otagate.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a response tells beyond success or failure, in words that belong to no dialect: names in camel case, values as text,
 * whole numbers, truth values or further {@code ResponseData}. Immutable.
 */
public sealed interface ResponseData {
    /**
     * A list of records, in the order in which they are told.
     *
     * @param element the name of one record, where Alibaba's API wraps the list into an object with that one field
     */
    record Records(Optional<String> element, List<Map<String, Object>> records) implements ResponseData {
        /** A list that is told as it is in every dialect. */
        public Records(List<Map<String, Object>> records) {
            this(Optional.empty(), records);
        }
    }

    /** One record; its fields in the order in which they are told. */
    record Single(Map<String, Object> fields) implements ResponseData {}
}
