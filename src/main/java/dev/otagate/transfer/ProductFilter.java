package dev.otagate.transfer;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Selects products by patterns, of which one must match the ProductKey or the name: * is any text, ? is any character. */
public final class ProductFilter {
    private final List<Pattern> patterns;

    private ProductFilter(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /** All products. */
    public static ProductFilter all() {
        return new ProductFilter(List.of(Pattern.compile(".*", Pattern.DOTALL)));
    }

    /** The products that match one of the patterns, which commas separate. */
    public static ProductFilter of(String patterns) {
        return new ProductFilter(
                Arrays.stream(patterns.split(",")).map(ProductFilter::compile).toList());
    }

    private static Pattern compile(String pattern) {
        String expression = pattern.codePoints()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return Pattern.compile(expression, Pattern.DOTALL);
    }

    boolean matches(String productKey, String name) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.matcher(productKey).matches()
                        || pattern.matcher(name).matches());
    }
}
