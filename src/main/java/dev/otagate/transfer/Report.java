package dev.otagate.transfer;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rejected items with their reasons, a JSON object a line. */
public final class Report implements AutoCloseable {
    private final PrintWriter out;
    private final boolean owned;

    private Report(PrintWriter out, boolean owned) {
        this.out = out;
        this.owned = owned;
    }

    /** A report on a stream, which stays open. */
    public static Report to(PrintWriter out) {
        return new Report(out, false);
    }

    /** A report in a new file; replaces an old one. */
    public static Report in(Path file) {
        try {
            return new Report(new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8)), true);
        } catch (IOException e) {
            throw new TransferException("the report " + file + " cannot be written: " + e);
        }
    }

    /** Writes a line for a rejected item. */
    public void add(ItemResult rejected) {
        JsonObject line = new JsonObject().put("productKey", rejected.productKey());
        rejected.moduleName().ifPresent(name -> line.put("moduleName", name));
        rejected.code().ifPresent(code -> line.put("code", code));
        rejected.message().ifPresent(message -> line.put("message", message));
        add(line);
    }

    /** Writes a line about something else that was not accepted, such as a line of a file. */
    public void add(JsonObject line) {
        out.println(line.encode());
        out.flush();
        if (owned && out.checkError()) {
            throw new TransferException("the report cannot be written");
        }
    }

    @Override
    public void close() {
        if (owned) {
            out.close();
        }
    }
}
