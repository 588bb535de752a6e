package dev.otagate.store;

import java.util.List;
import java.util.Map;

/** A list of a response. Alibaba's API wraps it into an object with one field, named {@code element}. */
public record WrappedList(String element, List<Map<String, Object>> records) {}
