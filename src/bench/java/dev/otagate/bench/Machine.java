package dev.otagate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What the figures depend on. */
final class Machine {
    private Machine() {}

    static Map<String, String> describe(Database database) throws IOException, SQLException {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("processor", field("/proc/cpuinfo", "model name"));
        machine.put("memory", field("/proc/meminfo", "MemTotal"));
        machine.put(
                "kernel",
                Files.readString(Path.of("/proc/sys/kernel/osrelease")).trim());
        machine.put("java", Runtime.version().toString());
        for (String setting : new String[] {
            "server_version", "fsync", "synchronous_commit", "shared_buffers", "max_wal_size", "checkpoint_timeout"
        }) {
            machine.put("postgres " + setting, database.show(setting));
        }
        machine.put(
                "load average at the start",
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        machine.put("stalls of the machine at the start (1 ms and more)", Stalls.describe());
        return machine;
    }

    private static String field(String file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
