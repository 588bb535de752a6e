package dev.otagate.server;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.util.CachingDateFormatter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * One line of text for each event: time, level, the last part of the logger's name, message, and {@code key="value"} for each value.
 * Lines of a stack trace follow, indented. All text is escaped by {@link LogText}.
 */
public final class TextLogEncoder extends EncoderBase<ILoggingEvent> {
    private static final String INDENT = "    ";
    private static final int LEVEL_WIDTH = 5;

    private final CachingDateFormatter time =
            new CachingDateFormatter("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", ZoneOffset.UTC, null);

    @Override
    public byte[] headerBytes() {
        return null;
    }

    @Override
    public byte[] footerBytes() {
        return null;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256);
        line.append(time.format(event.getTimeStamp())).append(' ');
        String level = event.getLevel().toString();
        line.append(level).append(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length())));
        line.append(' ').append(lastPart(event.getLoggerName())).append(' ');
        appendMessage(line, String.valueOf(event.getFormattedMessage()));
        appendValues(line, event.getKeyValuePairs());
        line.append('\n');
        appendStackTrace(line, event.getThrowableProxy());
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String lastPart(String loggerName) {
        return loggerName.substring(loggerName.lastIndexOf('.') + 1);
    }

    // Messages of libraries may have any characters.
    private static void appendMessage(StringBuilder line, String message) {
        if (LogText.isPlain(message)) {
            line.append(message);
        } else {
            appendQuoted(line, message);
        }
    }

    private static void appendValues(StringBuilder line, List<KeyValuePair> values) {
        if (values != null) {
            for (KeyValuePair pair : values) {
                line.append(' ');
                LogText.append(line, String.valueOf(pair.key));
                line.append('=');
                appendQuoted(line, String.valueOf(pair.value));
            }
        }
    }

    private static void appendStackTrace(StringBuilder line, IThrowableProxy thrown) {
        if (thrown != null) {
            ThrowableProxyUtil.asString(thrown).lines().forEach(each -> {
                line.append(INDENT);
                LogText.append(line, each.replace("\t", INDENT));
                line.append('\n');
            });
        }
    }

    private static void appendQuoted(StringBuilder line, String value) {
        line.append('"');
        LogText.append(line, value);
        line.append('"');
    }
}
