package dev.otagate.chaos.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otagate.support.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A gateway of the jar on free ports, with a directory of its own that is deleted at its end. */
final class GatewayProcess implements AutoCloseable {
    private static final long START_SECONDS = 180;
    private static final int WARM_UP_CLIENTS = 8;

    private final HostileOptions options;
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private Process process;

    /**
     * Variables OTAGATE_... of this process reach the gateway: an external PostgreSQL can be given by them.
     *
     * @param settings as environment variables; they win
     */
    GatewayProcess(HostileOptions options, Map<String, String> settings) throws IOException, InterruptedException {
        this.options = options;
        directory = Files.createTempDirectory(options.directory, "otagate-hostile");
        environment.put("OTAGATE_HTTP_PORT", Integer.toString(freePort()));
        environment.put("OTAGATE_MANAGEMENT_PORT", Integer.toString(freePort()));
        environment.put("OTAGATE_SHUTDOWN_DRAIN_MS", "0");
        environment.put(
                "OTAGATE_DATABASE_DATA_DIRECTORY", directory.resolve("data").toString());
        environment.putAll(settings);
        if (environment.remove(TlsAttacks.CERTIFICATE) != null) {
            environment.putAll(TestCertificate.in(directory).settings());
        }
    }

    /** Starts the gateway, waits until it has warmed up, and makes an account with its key and product. */
    Target start() throws IOException, InterruptedException {
        Path log = directory.resolve("gateway.log");
        process = command(options.javaOptions, List.of("serve"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        URI management = URI.create("http://127.0.0.1:" + environment.get("OTAGATE_MANAGEMENT_PORT"));
        URI endpoint = URI.create((environment.containsKey("OTAGATE_HTTP_TLS_KEY") ? "https" : "http") + "://127.0.0.1:"
                + environment.get("OTAGATE_HTTP_PORT"));
        Target unready = new Target(
                endpoint, management, "", "", "", Optional.empty(), OptionalLong.of(process.pid()), Optional.of(log));
        awaitReady(unready, log);
        Neighbour neighbour = neighbour(endpoint);
        Target target = target(unready, Optional.of(neighbour), "hostile");
        if (options.warmUpSeconds > 0) {
            warmUp(target(unready, Optional.empty(), "warm-up", "--rate", "10000", "--burst", "10000"));
        }
        return target;
    }

    /** The same gateway, with a key and a product of a new account. */
    private Target target(Target gateway, Optional<Neighbour> neighbour, String name, String... quota)
            throws IOException, InterruptedException {
        String account = name + "-" + ProcessHandle.current().pid();
        run(Stream.concat(Stream.of("account", "create", account), Stream.of(quota))
                .toArray(String[]::new));
        JsonNode key = run("key", "create", "--account", account);
        return new Target(
                gateway.endpoint(),
                gateway.management(),
                key.path("accessKeyId").asText(),
                key.path("accessKeySecret").asText(),
                run("product", "create", "--account", account)
                        .path("productKey")
                        .asText(),
                neighbour,
                gateway.pid(),
                gateway.log());
    }

    // Its quota is what batches of 100 modules need 57 times a second.
    private Neighbour neighbour(URI endpoint) throws IOException, InterruptedException {
        String account = "neighbour-" + ProcessHandle.current().pid();
        run("account", "create", account, "--rate", "5700", "--burst", "5700");
        JsonNode key = run("key", "create", "--account", account);
        return new Neighbour(
                endpoint,
                key.path("accessKeyId").asText(),
                key.path("accessKeySecret").asText());
    }

    /** The key of a new product of another account. */
    String foreignProduct() throws IOException, InterruptedException {
        String account = "foreign-" + ProcessHandle.current().pid();
        run("account", "create", account);
        return run("product", "create", "--account", account).path("productKey").asText();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private void awaitReady(Target target, Path log) throws IOException, InterruptedException {
        Observer observer = new Observer(target);
        Thread thread = new Thread(observer, "start");
        thread.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!observer.seen().readiness().containsKey("200")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                observer.stop();
                throw new IOException("The gateway did not become ready:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        observer.stop();
        thread.join();
    }

    // Honest requests as fast as they get responses: a gateway is slow until the JVM has compiled it.
    private void warmUp(Target target) throws InterruptedException {
        List<HonestClient> clients = IntStream.range(0, WARM_UP_CLIENTS)
                .mapToObj(i -> new HonestClient(target, HonestClient.Operation.CREATE, "warm-" + i, 0))
                .toList();
        List<Thread> threads =
                clients.stream().map(client -> new Thread(client, "warm-up")).toList();
        threads.forEach(Thread::start);
        try {
            TimeUnit.SECONDS.sleep(options.warmUpSeconds);
        } finally {
            clients.forEach(HonestClient::stop);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private JsonNode run(String... arguments) throws IOException, InterruptedException {
        Path out = directory.resolve("command.json");
        Process command = command(List.of("-XX:TieredStopAtLevel=1"), List.of(arguments))
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!command.waitFor(60, TimeUnit.SECONDS) || command.exitValue() != 0) {
            command.destroyForcibly();
            throw new IOException("otagate " + String.join(" ", arguments) + " failed");
        }
        return new ObjectMapper().readTree(Files.readString(out));
    }

    private ProcessBuilder command(List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", options.jar.toAbsolutePath().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
