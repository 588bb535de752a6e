package dev.otagate.support;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Fails every test class in which Vert.x reported a blocked thread. Registered for all classes. */
public final class BlockedThreadGuard implements BeforeAllCallback, AfterAllCallback {
    private static final String CHECKER = "io.vertx.core.impl.BlockedThreadChecker";
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(BlockedThreadGuard.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        ((Logger) LoggerFactory.getLogger(CHECKER)).addAppender(appender);
        context.getStore(NAMESPACE).put("appender", appender);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void afterAll(ExtensionContext context) {
        ListAppender<ILoggingEvent> appender = context.getStore(NAMESPACE).get("appender", ListAppender.class);
        ((Logger) LoggerFactory.getLogger(CHECKER)).detachAppender(appender);
        List<String> reports =
                appender.list.stream().map(BlockedThreadGuard::report).toList();
        assertThat(reports).as("blocked event loops").isEmpty();
    }

    private static String report(ILoggingEvent event) {
        String where = event.getThrowableProxy() == null
                ? ""
                : " at " + event.getThrowableProxy().getStackTraceElementProxyArray()[0];
        return event.getFormattedMessage() + where;
    }
}
