package dev.otagate.cli;

import dev.otagate.config.GatewayConfig;
import dev.otagate.server.Gateway;
import dev.otagate.server.Logging;
import dev.otagate.server.WritableFiles;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code otagate serve}: runs the gateway until it is told to stop. */
@Command(name = "serve", description = "Runs the gateway (the default command).", mixinStandardHelpOptions = true)
final class ServeCommand implements Runnable {
    @Mixin
    private ConfigOption config;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--first-key",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "LINE",
            description =
                    "Makes an account, a product and a key, unless first-key.env in the data directory has one, and prints a"
                            + " line to paste that creates a module: LINE, if given, with {env} replaced by that file, and"
                            + " {tls} by what scripts/create-module.sh needs to reach a gateway with TLS.")
    private Optional<String> firstKey = Optional.empty();

    @Override
    public void run() {
        GatewayConfig settings = config.load();
        serve(settings, gateway -> firstKey.ifPresent(line -> printFirstKey(gateway, line, settings)));
    }

    // The log is on standard output: in JSON, it must have nothing else between its lines.
    private void printFirstKey(Gateway gateway, String line, GatewayConfig settings) {
        ShellLine shell = new ShellLine(
                gateway.firstKey(), gateway.localEndpoint(), settings.http().tls());
        PrintWriter out = settings.log().json()
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        out.printf("%notagate serves at %s. Create a module with:%n%n", gateway.endpoint());
        out.printf("    %s%n%n", line.isEmpty() ? shell.createModule() : shell.completed(line));
        out.flush();
    }

    /**
     * Serves until SIGTERM or SIGINT, then stops in order. SIGHUP has the certificate read again.
     *
     * @param whenServing called once, after the start
     */
    static void serve(GatewayConfig config, Consumer<Gateway> whenServing) {
        WritableFiles.confine(config.database());
        Logging.configure(config.log());
        CompletableFuture<Gateway> gateway = new CompletableFuture<>();
        AtomicBoolean stopping = new AtomicBoolean();
        // A signal may come while the gateway starts: it is then stopped as soon as it has.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway, stopping), "shutdown"));
        HangUp.handle(() -> reload(gateway));
        try {
            Gateway running = Gateway.start(config, new VertxOptions(), Clock.systemUTC());
            gateway.complete(running);
            whenServing.accept(running);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // What ends because the gateway stops has not failed.
            if (!stopping.get()) {
                throw e;
            }
        } finally {
            gateway.cancel(false);
        }
    }

    // A gateway that starts reads everything anyway.
    private static void reload(CompletableFuture<Gateway> gateway) {
        if (gateway.isDone() && !gateway.isCompletedExceptionally()) {
            gateway.join().reload();
        }
    }

    private static void stop(CompletableFuture<Gateway> gateway, AtomicBoolean stopping) {
        stopping.set(true);
        gateway.handle((running, failure) -> {
                    if (running != null) {
                        running.close();
                    }
                    return null;
                })
                .join();
        Logging.stop();
    }
}
