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

    /** Returns the parameters of a map, which is copied. */
    public static Parameters of(Map<String, String> values) {
        return new Parameters(Map.copyOf(values));
    }

    /** Returns the decoded value, or {@code null} if the request has no such parameter. Names are case-sensitive. */
    public String get(String name) {
        return values.get(name);
    }

    public String getOrEmpty(String name) {
        return values.getOrDefault(name, "");
    }

    /** Returns all names in the byte order of UTF-8 (contract: "Signature", step 1). */
    public String[] sortedNames() {
        String[] names = values.keySet().toArray(String[]::new);
        Arrays.sort(names, Parameters::compareInByteOrder);
        return names;
    }

    // UTF-16 sorts surrogates before U+E000..U+FFFF; UTF-8 sorts by code point.
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
