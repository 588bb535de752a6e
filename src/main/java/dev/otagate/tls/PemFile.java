package dev.otagate.tls;

import dev.otagate.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PEM file from a setting, with all its content. Reading it blocks. */
record PemFile(String setting, Path path, byte[] content) {
    private static final int MAX_BYTES = 1 << 20;
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*+(?:-[^-]++)*+)-----END \\1-----");

    static PemFile read(String setting, String file) {
        Path path = Path.of(file);
        // To read a pipe would block until there is a writer.
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw unreadable(setting, file, Files.isDirectory(path) ? "it is a directory" : "it is not a regular file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            PemFile pem = new PemFile(setting, path, content);
            if (content.length > MAX_BYTES) {
                throw pem.error("has more than 1 MiB");
            }
            return pem;
        } catch (IOException e) {
            throw unreadable(setting, file, cause(e));
        }
    }

    private static ConfigException unreadable(String setting, String file, String cause) {
        return new ConfigException(setting + ": " + file + " cannot be read: " + cause);
    }

    private static String cause(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e.getMessage();
    }

    /**
     * One block of the file.
     *
     * @param label such as CERTIFICATE
     * @param text between the lines of the label
     */
    record Block(String label, String text) {
        /** Whether it is a key with a password. */
        boolean isEncrypted() {
            return label.startsWith("ENCRYPTED") || text.contains("ENCRYPTED");
        }

        /** Returns its bytes in DER; throws {@link IllegalArgumentException} if it is not Base64. */
        byte[] der() {
            return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
        }
    }

    /** Returns the blocks in order, at least one. Throws {@link ConfigException} if there is none. */
    List<Block> blocks() {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            blocks.add(new Block(block.group(1), block.group(2)));
        }
        long begun = BEGIN.matcher(text).results().count();
        if (begun > blocks.size()) {
            throw error("is not complete PEM: a BEGIN line has no END line");
        }
        if (blocks.isEmpty()) {
            throw error(UnknownForm.describe(content));
        }
        return blocks;
    }

    ConfigException error(String problem) {
        return new ConfigException(setting + ": " + path + " " + problem.replace("FILE", path.toString()));
    }
}
