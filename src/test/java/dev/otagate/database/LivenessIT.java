package dev.otagate.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.support.SameOnEveryJdk;
import dev.otagate.support.TestGateway;
import dev.otagate.support.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** The gateway's connections to the database, as the kernel shows them. */
@ExtendWith(TestPostgres.class)
@EnabledOnOs(OS.LINUX)
@SameOnEveryJdk
class LivenessIT {
    private static final String ESTABLISHED = "01";
    private static final String KEEPALIVE_TIMER = "02";
    private static final long FIVE_SECONDS = 500;

    @Test
    void probesIdleConnectionsWithinSeconds(DatabaseAddress database) {
        try (TestGateway gateway = TestGateway.start(database)) {
            assertThat(gateway.account().name()).isNotEmpty();
            Awaitility.await().until(() -> {
                List<Long> timers = keepaliveTimers(database.servers().get(0).port());
                return timers.size() >= 3 && timers.stream().allMatch(timer -> timer <= FIVE_SECONDS);
            });
        }
    }

    // In hundredths of a second, of the client's side of each connection to the port.
    private static List<Long> keepaliveTimers(int port) {
        return Stream.of("/proc/self/net/tcp", "/proc/self/net/tcp6")
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(LivenessIT::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[2].endsWith(":" + "%04X".formatted(port)) && fields[3].equals(ESTABLISHED))
                .map(fields -> fields[5].split(":"))
                .filter(timer -> timer[0].equals(KEEPALIVE_TIMER))
                .map(timer -> Long.parseLong(timer[1], 16))
                .toList();
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
