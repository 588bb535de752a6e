package dev.otagate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** CPU time of processes from {@code /proc}, in seconds. */
final class ProcessCpu {
    private static final double TICKS = Double.parseDouble(System.getProperty("bench.ticks", "100"));

    private final Map<String, Long> pids;

    /** @param pids by name; each with its children, also with those that have ended */
    ProcessCpu(Map<String, Long> pids) {
        this.pids = new LinkedHashMap<>(pids);
    }

    /** The seconds so far, by name. */
    Map<String, Double> read() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        pids.forEach((name, pid) -> seconds.put(name, withChildren(pid)));
        return seconds;
    }

    /** Microseconds a unit between two readings. */
    static Map<String, Double> perUnit(Map<String, Double> before, Map<String, Double> after, double units) {
        Map<String, Double> micros = new LinkedHashMap<>();
        after.forEach((name, value) -> micros.put(name, (value - before.get(name)) * 1e6 / Math.max(units, 1)));
        return micros;
    }

    /** Resident memory of a process in MiB. */
    static long residentMiB(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                }
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double withChildren(long pid) {
        double ticks = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String[] fields = stat(process);
                if (fields.length == 0) {
                    continue;
                }
                boolean self = process.getFileName().toString().equals(Long.toString(pid));
                if (self || fields[1].equals(Long.toString(pid))) {
                    // utime, stime, and those of children that were waited for.
                    ticks += sum(fields, 11, 14);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ticks / TICKS;
    }

    private static double sum(String[] fields, int from, int to) {
        double sum = 0;
        for (int i = from; i <= to; i++) {
            sum += Double.parseDouble(fields[i]);
        }
        return sum;
    }

    /** The fields from the state on; none where the process has just ended. */
    private static String[] stat(Path process) {
        try {
            String line = Files.readString(process.resolve("stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }
}
