package dev.otagate.cli;

import dev.otagate.config.GatewayConfig;
import dev.otagate.server.Gateway;
import dev.otagate.server.Logging;
import io.vertx.core.VertxOptions;
import java.time.Clock;
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
        Gateway gateway = Gateway.start(config, new VertxOptions(), Clock.systemUTC());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            gateway.close();
                            Logging.stop();
                            stopped.countDown();
                        },
                        "shutdown"));
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
