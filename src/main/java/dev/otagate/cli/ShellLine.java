package dev.otagate.cli;

import dev.otagate.config.TlsConfig;
import dev.otagate.file.ShellWord;
import java.net.URI;
import java.nio.file.Path;

/** A line for a POSIX shell that creates a module with the {@code credentials}, a file of environment variables. */
record ShellLine(Path credentials, URI endpoint, TlsConfig tls) {
    private static final String FILE = "{env}";
    private static final String OPTIONS = "{tls}";

    /** Signs a CreateOTAModule request with the key in the file, and sends it with curl. */
    String createModule() {
        return "(set -a; . " + quoted(credentials) + "; curl -sS --noproxy '*' " + certificate("--cacert ") + "\"$("
                + thisProgram()
                + " sign --url \"Action=CreateOTAModule&ProductKey=$OTAGATE_PRODUCT_KEY&ModuleName=ble\")\")";
    }

    /** Another line, with {@code {env}} replaced by the file and {@code {tls}} by options of create-module.sh. */
    String completed(String line) {
        return line.replace(OPTIONS, certificate("--ca ")).replace(FILE, quoted(credentials));
    }

    // A certificate for another name than the endpoint's cannot be verified.
    private String certificate(String trusting) {
        if (!tls.enabled()) {
            return "";
        }
        Path file = Path.of(tls.certificate());
        return ServedCertificate.isFor(endpoint.getHost(), file) ? trusting + quoted(file) + " " : "--insecure ";
    }

    static String thisProgram() {
        String classPath = System.getProperty("java.class.path");
        return classPath.endsWith(".jar") ? "java -jar " + quoted(Path.of(classPath)) : "otagate";
    }

    private static String quoted(Path path) {
        return ShellWord.quoted(path.toAbsolutePath().toString());
    }
}
