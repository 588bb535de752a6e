package dev.otagate.cli;

import dev.otagate.config.OneLine;
import dev.otagate.database.Diagnosis;
import dev.otagate.transfer.ApiSource;
import dev.otagate.transfer.Diff;
import dev.otagate.transfer.Difference;
import dev.otagate.transfer.ItemResult;
import dev.otagate.transfer.Source;
import dev.otagate.transfer.SourceSettings;
import dev.otagate.transfer.Sources;
import dev.otagate.transfer.TransferException;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code otagate diff}: compares an endpoint or file with an endpoint, an account or another file. */
@Command(
        name = "diff",
        description =
                "Compares the products and modules of two sides: first --from or a file, then --account, --to or a"
                        + " file. Prints what the second side has not (missing), what only it has (surplus), and what"
                        + " differs.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:both sides are equal", "1:they differ", "2:it failed, or wrong usage"})
final class DiffCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;
    private static final int FAILED = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOption from;

    @Mixin
    private TargetOption to;

    @Parameters(paramLabel = "FILE", arity = "0..2", description = "Files of otagate export.")
    private List<String> files = List.of();

    @Option(names = "--times", description = "Compares times of creation, too, to the minute.")
    private boolean times;

    @Option(
            names = "--json",
            description = "Prints a JSON object for each difference, and at last one with their numbers.")
    private boolean json;

    private final Map<Difference.Kind, Long> counts = new EnumMap<>(Difference.Kind.class);

    @Override
    public Integer call() {
        int sides = files.size() + (from.isGiven() ? 1 : 0) + (to.isGiven() ? 1 : 0);
        if (sides != 2) {
            throw new ParameterException(
                    spec.commandLine(), "two sides must be given, of --from, --account or --to, and files");
        }
        StandardInput.requireOneUse(spec.commandLine(), from.readsStandardInput(), to.readsStandardInput());
        try {
            Diff diff = new Diff(from.filter(), times, this::print);
            readFirst(diff::read);
            // Opened after that: a snapshot of a database should be short.
            printSummary(readSecond(diff::compare));
            if (spec.commandLine().getOut().checkError()) {
                // The root command reports it.
                return FAILED;
            }
            return counts.isEmpty() ? 0 : DIFFERENT;
        } catch (ParameterException e) {
            throw e;
        } catch (RuntimeException e) {
            spec.commandLine().getErr().println("otagate: " + OneLine.of(Diagnosis.of(e)));
            return FAILED;
        } catch (OutOfMemoryError e) {
            spec.commandLine()
                    .getErr()
                    .println("otagate: out of memory: raise -Xmx, or compare fewer --products at once");
            return FAILED;
        }
    }

    private void readFirst(Consumer<Source> use) {
        if (!from.isGiven()) {
            readFile(files.get(0), source -> {
                use.accept(source);
                return 0;
            });
            return;
        }
        SourceSettings settings = from.settings(spec.commandLine());
        try (ApiSource source = new ApiSource(settings, key -> false, DiffCommand::fail)) {
            use.accept(source);
        }
    }

    private static void fail(ItemResult unreadable) {
        throw new TransferException(
                unreadable.productKey() + ": " + unreadable.message().orElse(""));
    }

    private long readSecond(ToLongFunction<Source> use) {
        return to.isGiven()
                ? to.read(spec.commandLine(), from.filter(), DiffCommand::fail, use::applyAsLong)
                : readFile(files.get(files.size() - 1), use);
    }

    private static long readFile(String file, ToLongFunction<Source> use) {
        try (Source source = Sources.file(CommandPath.of("FILE", file))) {
            return use.applyAsLong(source);
        }
    }

    private void print(Difference difference) {
        counts.merge(difference.kind(), 1L, Long::sum);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? difference.json().encode() : difference.text());
    }

    private void printSummary(long products) {
        PrintWriter out = spec.commandLine().getOut();
        JsonObject numbers = new JsonObject();
        for (Difference.Kind kind : Difference.Kind.values()) {
            numbers.put(kind.name().toLowerCase(Locale.ROOT), counts.getOrDefault(kind, 0L));
        }
        if (json) {
            out.println(numbers.put("products", products)
                    .put("equal", counts.isEmpty())
                    .encode());
        } else if (counts.isEmpty()) {
            out.println("equal: " + products + " products");
        } else {
            out.println(numbers.getLong("missing") + " missing, " + numbers.getLong("surplus") + " surplus, "
                    + numbers.getLong("different") + " different");
        }
        out.flush();
    }
}
