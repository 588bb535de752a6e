package dev.otagate.parameter;

import java.util.Arrays;
import java.util.Map;

/**
 * The decoded parameters of one request, each name once. Immutable.
 *
 * <p>An absent parameter is {@code null} from {@link #get}; an empty one is the empty string.
 */
public final class Parameters {
    private final Map<String, String> values;

    Parameters(Map<String, String> values) {
        this.values = values;
    }

    /** No parameters at all. */
    public static Parameters none() {
        return new Parameters(Map.of());
    }

    /** Parameters from a map, for signing; the map is copied. */
    public static Parameters of(Map<String, String> values) {
        return new Parameters(Map.copyOf(values));
    }

    /** The decoded value, or {@code null} where the request has no such parameter. Names are case-sensitive. */
    public String get(String name) {
        return values.get(name);
    }

    /** The decoded value, or the empty string where it is absent. */
    public String getOrEmpty(String name) {
        return values.getOrDefault(name, "");
    }

    /** All names in the byte order of their UTF-8 form (contract: "Signature", step 1). */
    public String[] sortedNames() {
        String[] names = values.keySet().toArray(String[]::new);
        Arrays.sort(names, Parameters::compareInByteOrder);
        return names;
    }

    // UTF-16 puts surrogates before U+E000..U+FFFF; UTF-8 bytes sort as code points do.
    private static int compareInByteOrder(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean mixed = Character.isSurrogate(a) != Character.isSurrogate(b);
                return mixed && a >= Character.MIN_SURROGATE && b >= Character.MIN_SURROGATE
                        ? Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b))
                        : a - b;
            }
        }
        return left.length() - right.length();
    }
}
