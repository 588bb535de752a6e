package dev.otagate.http;

import dev.otagate.support.Crowd;
import dev.otagate.support.SameOnEveryJdk;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that may open 64 files. */
@SameOnEveryJdk
class OpenFilesIT extends AttackTest {
    @Override
    void start() throws IOException {
        gateway.startWithOpenFiles(64, HEAP);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 32, 60, 500})
    void idleConnectionsDoNotLockOthersOut(int connections) {
        assertServesOthersDuring(Crowd.of(connections, gateway.port()));
    }
}
