package dev.otagate.cli;

import dev.otagate.config.GatewayConfig;
import dev.otagate.server.FirstKey;
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
                    "Creates an account, a product and a key, unless first-key.env in the data directory has a key, and prints"
                            + " a command that creates a module: LINE, if given, with {env} replaced by that file, and {tls}"
                            + " by the options of scripts/create-module.sh for a gateway with TLS. Then prints a link that"
                            + " opens the console with that key.")
    private Optional<String> firstKey = Optional.empty();

    @Override
    public void run() {
        GatewayConfig settings = config.load();
        serve(settings, gateway -> firstKey.ifPresent(line -> printFirstKey(gateway, line, settings)));
    }

    // The log is on standard output; in JSON it must have no other lines.
    private void printFirstKey(Gateway gateway, String line, GatewayConfig settings) {
        FirstKey.Created key = gateway.firstKey();
        ShellLine shell = new ShellLine(
                key.file(), gateway.localEndpoint(), settings.http().tls());
        PrintWriter out = settings.log().json()
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        out.printf("%notagate serves at %s. Create a module with:%n%n", gateway.endpoint());
        out.printf("    %s%n%n", line.isEmpty() ? shell.createModule() : shell.completed(line));
        gateway.consoleLink(key.accessKeyId())
                .ifPresent(link -> out.printf("Or open the console, once and within ten minutes:%n%n    %s%n%n", link));
        out.flush();
    }

    /** Serves until SIGTERM or SIGINT, then shuts down. SIGHUP reloads the certificate. */
    static void serve(GatewayConfig config, Consumer<Gateway> afterStart) {
        WritableFiles.confine(config.database());
        Logging.configure(config.log());
        CompletableFuture<Gateway> gateway = new CompletableFuture<>();
        AtomicBoolean stopping = new AtomicBoolean();
        // A signal during the start: the gateway is stopped as soon as it has started.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway, stopping), "shutdown"));
        HangUp.handle(() -> reload(gateway));
        try {
            Gateway running = Gateway.start(config, new VertxOptions(), Clock.systemUTC());
            gateway.complete(running);
            afterStart.accept(running);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // A start that ends because of a signal has not failed.
            if (!stopping.get()) {
                throw e;
            }
        } finally {
            gateway.cancel(false);
        }
    }

    // During the start there is nothing to reload.
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
