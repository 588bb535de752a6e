package dev.otagate.cli;

import dev.otagate.config.GatewayConfig;
import dev.otagate.server.Gateway;
import dev.otagate.server.Logging;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code otagate serve}: runs the gateway until it is told to stop. */
@Command(name = "serve", description = "Runs the gateway (the default command).", mixinStandardHelpOptions = true)
final class ServeCommand implements Runnable {
    @Mixin
    private ConfigOption config;

    @Override
    public void run() {
        serve(config.load());
    }

    /** Serves until SIGTERM or SIGINT, then stops in order. */
    static void serve(GatewayConfig config) {
        Logging.configure(config.log());
        CompletableFuture<Gateway> gateway = new CompletableFuture<>();
        // A signal may come while the gateway starts: it is then stopped as soon as it has.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "shutdown"));
        try {
            Gateway running = Gateway.start(config, new VertxOptions(), Clock.systemUTC());
            gateway.complete(running);
            giveMemoryBack();
            if (running.warmUp()) {
                giveMemoryBack();
            }
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gateway.cancel(false);
        }
    }

    // The JVM sizes its first heap by the machine's memory, not by need. Collected in full, it is a few times what is
    // alive, and grows again with the load.
    private static void giveMemoryBack() {
        System.gc();
    }

    private static void stop(CompletableFuture<Gateway> gateway) {
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
