package dev.otagate.chaos.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** How the processor was shared since this object was made. Hostile and honest clients are one process. */
final class CpuTime {
    private final OptionalLong gateway;
    private final long startNanos = System.nanoTime();
    private final Duration gatewayBefore;
    private final Duration clientsBefore = of(ProcessHandle.current().pid());

    CpuTime(Target target) {
        gateway = target.pid();
        gatewayBefore = gatewayNow();
    }

    private Duration gatewayNow() {
        return gateway.isPresent() ? of(gateway.getAsLong()) : Duration.ZERO;
    }

    private static Duration of(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** The cores that each took on average, and the load average of the machine. */
    @Override
    public String toString() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        return String.format(
                Locale.ROOT,
                "cores: clients %.2f, gateway %.2f of %d; load average %s",
                cores(of(ProcessHandle.current().pid()).minus(clientsBefore), seconds),
                cores(gatewayNow().minus(gatewayBefore), seconds),
                Runtime.getRuntime().availableProcessors(),
                loadAverage());
    }

    private static double cores(Duration used, double seconds) {
        return used.toMillis() / 1e3 / seconds;
    }

    private static String loadAverage() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "unknown";
        }
    }
}
