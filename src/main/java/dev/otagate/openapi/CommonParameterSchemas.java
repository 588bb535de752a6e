package dev.otagate.openapi;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The schemas of the common parameters (contract: "Common parameters"). */
final class CommonParameterSchemas {
    private static final String STRING = "string";

    /** By name, without {@code Action} and {@code Signature}. */
    static final SortedMap<String, Map<String, Object>> ALL = new TreeMap<>(Map.of(
            "AccessKeyId", Map.of("type", STRING),
            "SignatureMethod", Map.of("type", STRING, "enum", List.of("HMAC-SHA1", "HMAC-SHA256")),
            "SignatureNonce", Map.of("type", STRING, "minLength", 1, "maxLength", 128),
            "SignatureVersion", Map.of("type", STRING, "enum", List.of("1.0")),
            "Timestamp", Map.of("type", STRING, "pattern", "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$"),
            "Version", Map.of("type", STRING, "enum", List.of("2018-01-20")),
            "Format", Map.of("type", STRING, "pattern", "^(?:[Jj][Ss][Oo][Nn]|[Xx][Mm][Ll])$")));

    private CommonParameterSchemas() {}
}
