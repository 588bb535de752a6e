package dev.otagate.database;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/**
 * The content of a backup file.
 *
 * @param schemaVersion the version of the schema of the rows
 * @param tables in the order in which they are restored
 */
public record BackupManifest(String schemaVersion, List<Table> tables, List<Sequence> sequences) {
    static final String ENTRY = "manifest.json";

    private static final int FORMAT = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The rows of one table, and the SHA-256 of its entry in hexadecimal. */
    public record Table(String name, List<String> columns, long rows, String sha256) {
        String entry() {
            return "tables/" + name + ".copy";
        }
    }

    record Sequence(String table, String column, long next) {}

    public BackupManifest {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    String toJson() {
        ObjectNode root = JSON.valueToTree(this);
        return root.put("format", FORMAT).toPrettyString() + "\n";
    }

    /** Throws {@link DatabaseException} if the format of the file is another. */
    static BackupManifest parse(byte[] json) throws IOException {
        JsonNode root = JSON.readTree(json);
        if (root.path("format").asInt() != FORMAT) {
            throw new DatabaseException(
                    "the backup has the format " + root.path("format").asText("unknown") + ", and"
                            + " this otagate reads format " + FORMAT + ": restore it with the otagate that made it");
        }
        return JSON.treeToValue(root, BackupManifest.class);
    }
}
