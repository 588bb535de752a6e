package dev.otagate.database;

import dev.otagate.database.BackupManifest.Sequence;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a schema that a backup has: all logged tables except Flyway's. */
final class BackupSchema {
    // Referenced tables come first. Partitioned tables are last: a backup must not lock them for long, because
    // maintenance
    // empties their partitions.
    private static final String TABLES = """
            WITH RECURSIVE reference (oid, depth) AS (
                SELECT c.oid, 0
                FROM pg_class c
                WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                  AND c.relpersistence = 'p' AND c.relname <> 'flyway_schema_history'
                UNION
                SELECT f.conrelid, r.depth + 1
                FROM reference r JOIN pg_constraint f ON f.confrelid = r.oid AND f.contype = 'f'
            )
            SELECT c.relname
            FROM reference r JOIN pg_class c ON c.oid = r.oid
            GROUP BY c.relname, c.relkind
            ORDER BY c.relkind = 'p', max(r.depth), c.relname""";

    private static final String COLUMNS = """
            SELECT a.attname
            FROM pg_attribute a
            WHERE a.attrelid = '%s'::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            ORDER BY a.attnum""";

    private static final String IDENTITIES = """
            SELECT c.relname, a.attname, pg_get_serial_sequence(quote_ident(c.relname), a.attname)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = current_schema()::regnamespace AND a.attidentity <> ''
            ORDER BY 1, 2""";

    private BackupSchema() {}

    static List<String> tables(Connection connection) throws SQLException {
        return texts(connection, TABLES);
    }

    static List<String> columns(Connection connection, String table) throws SQLException {
        return texts(connection, COLUMNS.formatted(quoted(table).replace("'", "''")));
    }

    static List<Sequence> sequences(Connection connection) throws SQLException {
        List<Sequence> sequences = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet identities = statement.executeQuery(IDENTITIES)) {
            while (identities.next()) {
                sequences.add(new Sequence(
                        identities.getString(1), identities.getString(2), next(connection, identities.getString(3))));
            }
        }
        return sequences;
    }

    private static long next(Connection connection, String sequence) throws SQLException {
        return Long.parseLong(texts(connection, "SELECT last_value + is_called::int FROM " + sequence)
                .get(0));
    }

    static String version(Connection connection) throws SQLException {
        return texts(
                        connection,
                        "SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL"
                                + " ORDER BY installed_rank DESC LIMIT 1")
                .get(0);
    }

    static List<String> texts(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String quoted(List<String> names) {
        return names.stream().map(BackupSchema::quoted).collect(Collectors.joining(", "));
    }
}
