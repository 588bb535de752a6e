package dev.otagate.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.config.GatewayConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {
    private static final String TEXT = "text";
    private static final String JSON = "json";

    @Test
    void noCharacterOfAValueForgesAFieldOrALineOfText() throws IOException {
        try (Log log = new Log(TEXT)) {
            for (int first = 0; first <= Character.MAX_CODE_POINT; first += 256) {
                log.logger.atInfo().addKeyValue("client", block(first)).log("request");
            }
            List<String> lines = log.lines();
            assertThat(lines.size()).isEqualTo((Character.MAX_CODE_POINT + 1) / 256);
            for (String line : lines) {
                assertThat(line)
                        .matches("\\S+ INFO  LogLinesTest request client=\"(?:[^\"\\\\]++|\\\\[\"\\\\nrtu])*+\"");
                assertThat(line.codePoints().allMatch(LogText::isPrintable)).isTrue();
            }
        }
    }

    @Test
    void everyCharacterOfAValueSurvivesInJson() throws IOException {
        try (Log log = new Log(JSON)) {
            for (int first = 0; first <= Character.MAX_CODE_POINT; first += 256) {
                log.logger.atInfo().addKeyValue("client", block(first)).log("request");
            }
            List<String> lines = log.lines();
            assertThat(lines.size()).isEqualTo((Character.MAX_CODE_POINT + 1) / 256);
            for (int i = 0; i < lines.size(); i++) {
                JsonNode object = new ObjectMapper().readTree(lines.get(i));
                assertThat(object.get("client").asText()).isEqualTo(block(i * 256));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a code=\"b\"",
                "line\n2026-11-28T00:00:00.000Z INFO  request",
                "\u2028",
                "\u001b[2J",
                "back\\slash"
            })
    void aMessageThatIsNotPlainIsQuoted(String message) throws IOException {
        try (Log log = new Log(TEXT)) {
            log.logger.info(message);

            assertThat(log.lines()).singleElement().asString().matches("\\S+ INFO  LogLinesTest \".*\"");
        }
    }

    @Test
    void aValueIsCutIfItIsTooLong() throws IOException {
        try (Log log = new Log(TEXT)) {
            log.logger.atInfo().addKeyValue("cause", "x".repeat(20_000)).log("request");

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .endsWith("xx...(truncated)\"")
                    .hasSizeLessThan(4_300);
        }
    }

    @Test
    void aStackTraceIsOneFieldOfJsonAndIndentedInText() throws IOException {
        Exception thrown = new IllegalStateException("first\n2026-11-28T00:00:00.000Z INFO  request forged\u001b[2J");
        try (Log log = new Log(JSON)) {
            log.logger.error("failed", thrown);

            assertThat(new ObjectMapper()
                            .readTree(log.lines().get(0))
                            .get("stack_trace")
                            .asText())
                    .contains("forged")
                    .contains("LogLinesTest.aStackTrace");
        }
        try (Log log = new Log(TEXT)) {
            log.logger.error("failed", thrown);

            List<String> lines = log.lines();
            assertThat(lines.get(0)).endsWith("ERROR LogLinesTest failed");
            assertThat(lines.subList(1, lines.size()))
                    .allMatch(line -> line.startsWith("    "))
                    .anyMatch(line -> line.contains("forged\\u001B[2J"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TEXT, JSON})
    void aLineThatCannotBeEncodedIsReplacedAndTheNextOnesAreWritten(String format) throws IOException {
        try (Log log = new Log(format)) {
            log.logger.atInfo().addKeyValue("a", new Broken()).log("first");
            log.logger.info("second");

            List<String> lines = log.lines();
            assertThat(lines).hasSizeBetween(1, 2).last().asString().contains("second");
            assertThat(lines).allMatch(line -> !format.equals(JSON) || line.startsWith("{"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TEXT, JSON})
    void linesThatWereLostAreCountedInALineOfTheFormat(String format) throws IOException {
        try (Log log = new Log(format)) {
            log.hold();
            for (int i = 0; i < 60_000; i++) {
                log.logger.info("line");
            }
            log.release();

            List<String> lines = log.lines();
            assertThat(lines).hasSizeLessThan(60_000);
            String lost = lines.stream()
                    .filter(line -> line.contains("lost"))
                    .findFirst()
                    .orElseThrow();
            assertThat(lost)
                    .matches(
                            format.equals(TEXT)
                                    ? "\\S+ WARN  log lines of the log were lost here lines=\"\\d+\""
                                    : "\\{.*\"message\":\"lines of the log were lost here\".*\"lines\":\\d+}");
        }
    }

    @Test
    void repeatedWarningsAreOneLineWithTheirNumber() throws IOException {
        try (Log log = new Log(TEXT)) {
            for (int i = 1; i <= 10_000; i++) {
                log.logger.atWarn().addKeyValue("cause", i).log("cannot look up an access key");
                log.logger.warn("message " + i);
            }
            log.logger.info("info");
            log.logger.info("info");

            List<String> lines = log.lines();
            assertThat(lines)
                    .hasSizeLessThan(300)
                    .filteredOn(line -> line.endsWith("info"))
                    .hasSize(2);
            assertThat(lines)
                    .filteredOn(line -> line.contains("cannot look up"))
                    .hasSize(2)
                    .last()
                    .asString()
                    .endsWith("cause=\"10000\" suppressed=\"9998\"");
        }
    }

    private static String block(int first) {
        StringBuilder block = new StringBuilder();
        for (int c = first; c < first + 256; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                block.appendCodePoint(c);
            }
        }
        return block.toString();
    }

    private static final class Broken {
        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    /** A log of its own, written into memory. */
    private static final class Log implements AutoCloseable {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final CountDownLatch held = new CountDownLatch(1);
        private volatile boolean holds;
        private final StandardOutputAppender output;
        private final Logger logger;

        Log(String format) {
            LoggerContext context = new LoggerContext();
            context.setMDCAdapter(new LogbackMDCAdapter());
            output = new StandardOutputAppender(
                    Logging.encoder(new GatewayConfig.Log(format.equals(JSON), "info", true), context),
                    new Held(),
                    30_000);
            output.setContext(context);
            output.start();
            logger = context.getLogger(LogLinesTest.class);
            logger.addAppender(output);
        }

        void hold() {
            holds = true;
        }

        void release() {
            held.countDown();
        }

        List<String> lines() {
            output.stop();
            return List.of(written.toString(StandardCharsets.UTF_8).split("\\R"));
        }

        @Override
        public void close() {
            release();
            output.stop();
        }

        private final class Held extends OutputStream {
            @Override
            public void write(int octet) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                try {
                    if (holds) {
                        held.await();
                    }
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                written.write(octets, offset, length);
            }
        }
    }
}
