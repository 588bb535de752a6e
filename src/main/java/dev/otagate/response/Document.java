package dev.otagate.response;

import java.util.Map;

/**
 * A response with the field names and the envelope of a dialect.
 *
 * @param root the name of its XML element; JSON has none
 * @param fields in order: text, numbers, truth values, maps of fields, and lists
 */
record Document(String root, Map<String, Object> fields) {}
