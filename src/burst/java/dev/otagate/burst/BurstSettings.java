package dev.otagate.burst;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The settings of a burst, from system properties that {@code scripts/burst.sh} sets; it has checked their form.
 *
 * @param endpoint without a path
 * @param ca certificates to trust, PEM
 * @param users clients at once, of the profiles that have such
 * @param rate arrivals a second, of the profiles that have such
 * @param seconds of the load
 * @param products that the load is spread over, made before it
 * @param keep whether products and modules are left there
 * @param maxP95 in milliseconds
 * @param maxP99 in milliseconds
 * @param maxErrors in percent of the requests
 * @param minRate requests a second
 */
record BurstSettings(
        String endpoint,
        Optional<Path> ca,
        String accessKeyId,
        String secret,
        int users,
        double rate,
        int seconds,
        int products,
        boolean keep,
        OptionalInt maxP95,
        OptionalInt maxP99,
        double maxErrors,
        OptionalDouble minRate) {

    static BurstSettings fromProperties() {
        return new BurstSettings(
                text("endpoint"),
                Optional.of(text("ca")).filter(file -> !file.isEmpty()).map(Path::of),
                text("keyId"),
                // From the environment: a command line can be seen by others.
                System.getenv("OTAGATE_ACCESS_KEY_SECRET"),
                Integer.parseInt(text("users")),
                Double.parseDouble(text("rate")),
                Integer.parseInt(text("seconds")),
                Integer.parseInt(text("products")),
                Boolean.parseBoolean(text("keep")),
                whole("maxP95"),
                whole("maxP99"),
                Double.parseDouble(text("maxErrors")),
                decimal("minRate"));
    }

    @Override
    public String toString() {
        return "BurstSettings[" + endpoint + "]";
    }

    private static OptionalInt whole(String name) {
        String value = text(name);
        return value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
    }

    private static OptionalDouble decimal(String name) {
        String value = text(name);
        return value.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(value));
    }

    private static String text(String name) {
        return System.getProperty("burst." + name, "");
    }
}
