package dev.otagate.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs {@code initdb} and {@code pg_ctl} on one data directory. Blocking. */
final class PostgresControl {
    private static final long COMMAND_TIMEOUT_SECONDS = 90;
    private static final int LOG_TAIL_BYTES = 8_192;
    private static final Pattern FAULT = Pattern.compile("FATAL:|PANIC:|ERROR:|error:|could not|cannot ");
    private static final String WITHOUT_CAUSE = "pg_ctl: could not start server";
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    private final Path programs;
    private final Path data;
    private final Path log;

    PostgresControl(Path programs, Path data, Path log) {
        this.programs = programs;
        this.data = data;
        this.log = log;
    }

    /** Creates a cluster whose superuser has the password in a file. */
    void initialise(String user, Path passwordFile) throws IOException {
        run(
                "initdb",
                "--pgdata=" + data,
                "--username=" + user,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--data-checksums",
                "--no-instructions");
    }

    /** Starts the server on a port of 127.0.0.1 and waits until it responds; returns whether it does. */
    boolean start(int port) throws IOException {
        // Options override the configuration files.
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c fsync=on -c synchronous_commit=on"
                + " -c full_page_writes=on";
        return exitStatus(
                        "pg_ctl", "start", "-w", "-t", "60", "-D", data.toString(), "-l", log.toString(), "-o", options)
                == 0;
    }

    /** Whether a server runs on the data directory, of whichever process. */
    boolean isRunning() throws IOException {
        return process().isPresent();
    }

    /**
     * Removes the PID file of a dead server. Its number may belong to another process or to a zombie by now, and then no server would
     * start. The file stays while a child of the old server lives: it protects the shared memory.
     */
    void removeStalePidFile() throws IOException {
        if (ProcessHandle.allProcesses().noneMatch(this::isServer)) {
            Files.deleteIfExists(pidFile());
        }
    }

    /** Stops the server: open transactions are rolled back, and if that takes long, it recovers at its next start. */
    void stop() throws IOException {
        if (exitStatus("pg_ctl", "stop", "-w", "-t", "30", "-m", "fast", "-D", data.toString()) != 0 && isRunning()) {
            run("pg_ctl", "stop", "-w", "-t", "30", "-m", "immediate", "-D", data.toString());
        }
    }

    /** The process of the running server; empty if the number in the PID file is of another process. */
    Optional<ProcessHandle> process() throws IOException {
        if (Files.notExists(pidFile())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile());
        return lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).trim())).filter(this::isServer);
    }

    // The programs were unpacked for this data directory only.
    private boolean isServer(ProcessHandle process) {
        return process.info()
                .command()
                .filter(programs.resolve("postgres").toString()::equals)
                .isPresent();
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    private void run(String program, String... arguments) throws IOException {
        int status = exitStatus(program, arguments);
        if (status != 0) {
            throw new DatabaseException(program + " failed with status " + status + ": " + lastFault());
        }
    }

    /** The last error in the log, and the path of the log. */
    String lastFault() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - LOG_TAIL_BYTES));
            byte[] tail = new byte[LOG_TAIL_BYTES];
            int length = Math.max(0, file.read(tail));
            return new String(tail, 0, length, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> FAULT.matcher(line).find() && !line.startsWith(WITHOUT_CAUSE))
                            .reduce((earlier, later) -> later)
                            .map(line -> line.strip() + " (see ")
                            .orElse("(see ")
                    + log + ")";
        } catch (IOException e) {
            return "see " + log;
        }
    }

    private int exitStatus(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // The server keeps its environment: without secrets.
        builder.environment().keySet().removeIf(name -> name.startsWith("OTAGATE_"));
        Process process = builder.start();
        try {
            if (!process.waitFor(COMMAND_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new DatabaseException(program + " takes too long; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while waiting for " + program);
        }
        return process.exitValue();
    }

    // PostgreSQL does not run as root. In a new user namespace, root is another user, and still owns its files.
    private static List<String> asOrdinaryUser() {
        return new UnixSystem().getUid() == 0 ? NAMESPACE : List.of();
    }

    /** Fails with {@link DatabaseException} if this is root, and the programs cannot be run as an ordinary user. */
    static void requireOrdinaryUser() throws IOException {
        if (asOrdinaryUser().isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(NAMESPACE);
        command.addAll(List.of("/bin/sh", "-c", ":"));
        String fault;
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) {
                return;
            }
            fault = output.lines().findFirst().orElse("unshare fails");
        } catch (IOException e) {
            fault = "there is no program unshare";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fault = "interrupted";
        }
        throw new DatabaseException("PostgreSQL does not run as root, and unshare --user cannot be used (" + fault
                + "): run otagate as another user, install util-linux, or use an external database (database.uri)");
    }
}
