package dev.otagate.chaos.hostile;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of the command line; {@code scripts/hostile.sh --help} explains them. */
final class HostileOptions {
    @Option(names = "--kind", split = ",")
    List<String> kinds = new ArrayList<>();

    @Option(names = "--connections", description = "0 takes those of the kind")
    int connections;

    @Option(names = "--seconds", defaultValue = "10")
    int seconds;

    @Option(names = "--quiet-seconds", defaultValue = "5")
    int quietSeconds;

    @Option(names = "--requests", defaultValue = "100000")
    int requests;

    @Option(names = "--addresses", defaultValue = "2")
    int addresses;

    @Option(names = "--reopen-ms", defaultValue = "250")
    long reopenMs;

    @Option(names = "--octets-per-second", defaultValue = "50000000")
    long octetsPerSecond;

    @Option(names = "--endpoint")
    URI endpoint;

    @Option(names = "--management", defaultValue = "http://127.0.0.1:8687")
    URI management;

    @Option(names = "--pid")
    long pid;

    @Option(names = "--jar", defaultValue = "target/otagate.jar")
    Path jar;

    @Option(names = "--directory", defaultValue = "/var/tmp")
    Path directory;

    @Option(names = "--java-options", defaultValue = "-Xmx320m", split = " ")
    List<String> javaOptions;

    @Option(names = "--warm-up-seconds", defaultValue = "15")
    int warmUpSeconds;

    @Option(names = "--seed", description = "of the mutated requests; 0 takes a random one")
    long seed;

    @ArgGroup(exclusive = false)
    Bounds bounds = new Bounds();
}
