package dev.otagate.database;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backup file has.
 *
 * @param schemaVersion the version of the schema that the rows have the form of
 * @param tables in the order in which they are restored
 */
public record BackupManifest(String schemaVersion, List<Table> tables, List<Sequence> sequences) {
    /** The form of the file itself. */
    static final int FORMAT = 1;

    static final String ENTRY = "manifest.json";

    /**
     * The rows of one table.
     *
     * @param sha256 of its entry, in hexadecimal
     */
    public record Table(String name, List<String> columns, long rows, String sha256) {
        String entry() {
            return "tables/" + name + ".copy";
        }
    }

    /** The state of the sequence of an identity column. */
    record Sequence(String table, String column, long next) {}

    public BackupManifest {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    String toJson() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("format", FORMAT).put("schemaVersion", schemaVersion);
        for (Table table : tables) {
            ObjectNode node = root.withArray("tables").addObject();
            node.put("name", table.name).put("rows", table.rows).put("sha256", table.sha256);
            table.columns.forEach(node.putArray("columns")::add);
        }
        for (Sequence sequence : sequences) {
            root.withArray("sequences")
                    .addObject()
                    .put("table", sequence.table)
                    .put("column", sequence.column)
                    .put("next", sequence.next);
        }
        return root.toPrettyString() + "\n";
    }

    /** Fails with {@link DatabaseException} if the form is another. */
    static BackupManifest parse(byte[] json) throws IOException {
        JsonNode root = new ObjectMapper().readTree(json);
        if (root.path("format").asInt() != FORMAT) {
            throw new DatabaseException(
                    "the backup has the form " + root.path("format").asText("unknown") + ", and"
                            + " this otagate reads form " + FORMAT + ": restore it with the otagate that made it");
        }
        List<Table> tables = new ArrayList<>();
        for (JsonNode node : root.path("tables")) {
            List<String> columns = new ArrayList<>();
            node.path("columns").forEach(column -> columns.add(column.asText()));
            tables.add(new Table(
                    node.path("name").asText(),
                    columns,
                    node.path("rows").asLong(),
                    node.path("sha256").asText()));
        }
        List<Sequence> sequences = new ArrayList<>();
        for (JsonNode node : root.path("sequences")) {
            sequences.add(new Sequence(
                    node.path("table").asText(),
                    node.path("column").asText(),
                    node.path("next").asLong()));
        }
        return new BackupManifest(root.path("schemaVersion").asText(), tables, sequences);
    }
}
