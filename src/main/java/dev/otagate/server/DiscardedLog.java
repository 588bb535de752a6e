package dev.otagate.server;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.otagate.config.LogConfig;
import java.io.OutputStream;
import org.slf4j.LoggerFactory;

/** A log whose lines are made as those of requests are, and dropped instead of written. */
final class DiscardedLog implements AutoCloseable {
    private static final String NAME = "dev.otagate.warmup.request";

    private final Logger logger;
    private final StandardOutputAppender output;

    DiscardedLog(LogConfig config) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        output = new StandardOutputAppender(Logging.encoder(config, context), OutputStream.nullOutputStream(), 1_000);
        output.setContext(context);
        output.start();
        logger = context.getLogger(NAME);
        logger.setAdditive(false);
        logger.addAppender(output);
    }

    org.slf4j.Logger logger() {
        return logger;
    }

    @Override
    public void close() {
        logger.detachAppender(output);
        output.stop();
    }
}
