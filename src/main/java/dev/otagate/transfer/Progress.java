package dev.otagate.transfer;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The progress of a transfer on standard error: a bar with rate and time left on a terminal, a JSON line every five seconds otherwise.
 * Not thread-safe.
 */
public final class Progress {
    private static final int BAR = 30;
    private static final Duration OF_BARS = Duration.ofMillis(200);
    private static final Duration OF_LINES = Duration.ofSeconds(5);
    private static final String ERASE_LINE = "\r\u001B[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final long start;
    private long shown;

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    public Progress(PrintWriter err, boolean terminal, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
        shown = start;
    }

    /** Shows the numbers if the last ones are old enough. */
    public void show(long products, long modules, OptionalLong totalProducts) {
        long now = nanoTime.getAsLong();
        if (now - shown < (terminal ? OF_BARS : OF_LINES).toNanos()) {
            return;
        }
        shown = now;
        double seconds = (now - start) / 1e9;
        double rate = modules / seconds;
        OptionalLong left = totalProducts.isPresent() && products > 0
                ? OptionalLong.of((long) (seconds * (totalProducts.getAsLong() - products) / products))
                : OptionalLong.empty();
        if (terminal) {
            err.print(ERASE_LINE + bar(products, modules, totalProducts, rate, left));
        } else {
            err.println(line(products, modules, totalProducts, rate, left));
        }
        err.flush();
    }

    /** Removes the bar, so that other text can follow. */
    public void end() {
        if (terminal) {
            err.print(ERASE_LINE);
            err.flush();
        }
    }

    private static String line(long products, long modules, OptionalLong total, double rate, OptionalLong left) {
        JsonObject json = new JsonObject().put("products", products).put("modules", modules);
        total.ifPresent(count -> json.put("totalProducts", count));
        json.put("modulesPerSecond", Math.round(rate * 10) / 10.0);
        left.ifPresent(seconds -> json.put("secondsLeft", Math.max(0, seconds)));
        return json.encode();
    }

    private static String bar(long products, long modules, OptionalLong total, double rate, OptionalLong left) {
        String numbers = String.format(Locale.ROOT, "%d products, %d modules, %.0f modules/s", products, modules, rate);
        if (total.isEmpty() || total.getAsLong() == 0) {
            return numbers;
        }
        int filled = (int) Math.min(BAR, BAR * products / total.getAsLong());
        return String.format(
                Locale.ROOT,
                "[%s%s] %d %%  %s%s",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                Math.min(100, 100 * products / total.getAsLong()),
                numbers,
                left.isEmpty() ? "" : ", " + Math.max(0, left.getAsLong()) + " s left");
    }
}
