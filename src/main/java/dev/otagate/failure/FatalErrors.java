package dev.otagate.failure;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Ends the process if the JVM cannot go on: if it ran out of memory, any of its threads may have died. A supervisor has to start a new
 * process.
 */
public final class FatalErrors {
    /** The exit status; the same as that of {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int EXIT_STATUS = 3;

    private static final int MAX_CAUSES = 16;
    // Allocated now: later there may be no memory for them.
    private static final FileOutputStream STANDARD_ERROR = new FileOutputStream(FileDescriptor.err);
    private static final byte[] LINE =
            ("otagate: the JVM is out of memory, or had another fatal error; the process ends with"
                            + " status 3. For more memory raise -Xmx\n")
                    .getBytes(StandardCharsets.UTF_8);

    private FatalErrors() {}

    /** Halts the process if the error is fatal, without shutdown hooks, which need memory; returns otherwise. */
    public static void haltIfFatal(Throwable error) {
        if (isFatal(error)) {
            halt();
        }
    }

    private static void halt() {
        try {
            STANDARD_ERROR.write(LINE);
        } catch (IOException | RuntimeException | Error e) {
            // The exit status shows it, too.
        } finally {
            Runtime.getRuntime().halt(EXIT_STATUS);
        }
    }

    /** Whether the error, or a cause of it, is one of the JVM. A stack overflow is not fatal: it harms no other thread. */
    static boolean isFatal(Throwable error) {
        Throwable cause = error;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
