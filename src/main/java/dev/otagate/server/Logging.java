package dev.otagate.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import dev.otagate.config.GatewayConfig;
import dev.otagate.failure.FatalErrors;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

public final class Logging {
    private static final long STOP_TIMEOUT_MS = 2_000;

    private Logging() {}

    /** Sends what libraries log by java.util.logging to this log. */
    public static void bridge() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Replaces the configuration. A log that is not read fast enough loses lines; it does not delay requests. */
    public static void configure(GatewayConfig.Log config) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        StandardOutputAppender output = new StandardOutputAppender(
                encoder(config, context), new FileOutputStream(FileDescriptor.out), STOP_TIMEOUT_MS);
        output.setContext(context);
        output.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(output);
        context.getLogger("dev.otagate").setLevel(Level.toLevel(config.level()));
        System.setErr(PrintedLines.stream());
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> unhandled(error));
    }

    /** Logs an error that no handler caught; ends the process if it is out of memory. */
    static void unhandled(Throwable error) {
        FatalErrors.haltIfFatal(error);
        LoggerFactory.getLogger(Logging.class).error("unhandled error", error);
    }

    /** Writes the lines that are queued, and ends the log. */
    public static void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    static Encoder<ILoggingEvent> encoder(GatewayConfig.Log config, LoggerContext context) {
        Encoder<ILoggingEvent> encoder = config.json() ? jsonEncoder() : new TextLogEncoder();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static LogstashEncoder jsonEncoder() {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setTimeZone("UTC");
        encoder.setJsonGeneratorDecorator(generator -> generator.setCharacterEscapes(new LogCharacterEscapes()));
        return encoder;
    }
}
