package dev.otagate.cli;

import java.nio.file.Path;

/** A line for a POSIX shell. */
final class ShellLine {
    private ShellLine() {}

    /** Signs a CreateOTAModule request with the key in a file of environment variables, and sends it with curl. */
    static String createModule(Path credentials) {
        return "(set -a; . " + quoted(credentials.toAbsolutePath().toString()) + "; curl -sS --noproxy '*' \"$("
                + thisProgram()
                + " sign --url \"Action=CreateOTAModule&ProductKey=$OTAGATE_PRODUCT_KEY&ModuleName=ble\")\")";
    }

    private static String thisProgram() {
        String classPath = System.getProperty("java.class.path");
        return classPath.endsWith(".jar")
                ? "java -jar " + quoted(Path.of(classPath).toAbsolutePath().toString())
                : "otagate";
    }

    /** One word, whatever characters it has. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_/.:=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
