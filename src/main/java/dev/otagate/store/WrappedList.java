package dev.otagate.store;

import java.util.List;
import java.util.Map;

/**
 * A list of a response that Alibaba's API wraps into an object with one field.
 *
 * @param element the name of that field
 */
public record WrappedList(String element, List<Map<String, Object>> records) {}
