package dev.otagate.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts an operation's statement together: the requests as a table, the noting of their nonces, and the operation's own part,
 * a list of common table expressions that begins with "admitted" requests and ends with "decided" ones. An operation may have
 * texts of their own for batches that meet no other statement, which read "request" once and note the nonces themselves.
 */
final class StatementText {
    private static final List<String> RETRY_COLUMNS = List.of("key_hash", "request_hash", "resend_hash", "request_id");

    // Compared and put in lower case as the tables' columns are, not as the database's locale would have it.
    private static final Set<String> OF_C_COLLATION =
            Set.of(ModuleParameters.PRODUCT_KEY.column(), ModuleParameters.MODULE_NAME.column());

    private static final String ARRAY = "\nSELECT array_agg(d.outcome ORDER BY d.ord) FROM decided d\n";
    private static final String NOTE_NONCES =
            SqlResource.read("note-nonces.sql").stripTrailing();

    private final List<String> columns;
    private final String operation;
    private final Optional<String> optimistic;
    private final Optional<String> distinct;

    /**
     * @param parameters those of the operation, each of them a column of text
     * @param resource the name of the SQL file with the operation's own part
     */
    StatementText(List<Parameter> parameters, String resource) {
        this(parameters, resource, Optional.empty(), Optional.empty());
    }

    /**
     * @param optimistic the name of the SQL file with all that comes after "request" for a batch that meets no other statement
     * @param distinct the same for a batch whose first parameters are all different
     */
    StatementText(List<Parameter> parameters, String resource, String optimistic, String distinct) {
        this(parameters, resource, Optional.of(optimistic), Optional.of(distinct));
    }

    private StatementText(
            List<Parameter> parameters, String resource, Optional<String> optimistic, Optional<String> distinct) {
        this.columns = parameters.stream().map(Parameter::column).toList();
        this.operation = SqlResource.read(resource).stripTrailing();
        this.optimistic = optimistic.map(SqlResource::read).map(String::stripTrailing);
        this.distinct = distinct.map(SqlResource::read).map(String::stripTrailing);
    }

    /** A statement that answers with one array of outcomes, and that no statement beside it can make fail. */
    String arrayOfOutcomes() {
        return plain() + ARRAY;
    }

    /**
     * The same outcomes without a look into each unique index before each insert, or by the operation's second text. It
     * fails as a whole, with a unique violation, where another statement inserts the same key at the same moment.
     */
    String optimisticArrayOfOutcomes() {
        return optimistic
                .map(this::onceRead)
                .orElseGet(() -> arrayOfOutcomes().replace("    ON CONFLICT DO NOTHING\n", ""));
    }

    /** The same for a batch whose first parameters are all different; nothing where the operation has no text for that. */
    Optional<String> distinctArrayOfOutcomes() {
        return distinct.map(this::onceRead);
    }

    private String onceRead(String text) {
        return "WITH request AS (\n%s\n),\n%s".formatted(unnest("", List.of()), text) + ARRAY;
    }

    /** A statement that answers with a row a request: outcome and data. */
    String rowsOfOutcomes() {
        return plain() + "\nSELECT d.outcome, d.data FROM decided d ORDER BY d.ord\n";
    }

    /** A statement that keeps first answers, and answers with a row a request: outcome, data, the first request's id. */
    String keptOutcomes() {
        return """
                WITH received AS MATERIALIZED (
                %s
                ),
                request AS MATERIALIZED (
                    SELECT q.*, k.request_hash IS NOT NULL AS kept, k.request_hash AS kept_request_hash,
                           k.resend_hash AS kept_resend_hash, k.request_id AS kept_request_id,
                           k.outcome AS kept_outcome, k.data AS kept_data
                    FROM received q
                    LEFT JOIN LATERAL (SELECT * FROM kept_answer k WHERE k.key_hash = q.key_hash LIMIT 1) k ON true
                ),
                %s,
                %s,
                %s""".formatted(unnest("", RETRY_COLUMNS), NOTE_NONCES, operation, SqlResource.read("keep-answers.sql"));
    }

    private String plain() {
        return "%s,\n%s,\n%s".formatted(request(), NOTE_NONCES, operation);
    }

    private String request() {
        return "WITH request AS MATERIALIZED (\n%s\n)".formatted(unnest(", false AS kept", List.of()));
    }

    private String unnest(String further, List<String> retryColumns) {
        List<String> arrays = new ArrayList<>(List.of("$1::uuid[]", "$2::boolean[]", "$3::bigint[]"));
        retryColumns.forEach(column -> arrays.add("$" + (arrays.size() + 1) + "::uuid[]"));
        columns.forEach(column -> arrays.add("$" + (arrays.size() + 1) + "::text[]"));
        List<String> names = new ArrayList<>(List.of("nonce_hash", "noted", "account_id"));
        names.addAll(retryColumns);
        names.addAll(columns);
        names.add("ord");
        return "    SELECT %s%s\n    FROM unnest(%s)\n        WITH ORDINALITY AS r (%s)"
                .formatted(
                        names.stream().map(StatementText::selected).collect(Collectors.joining(", ")),
                        further,
                        String.join(", ", arrays),
                        String.join(", ", names));
    }

    private static String selected(String column) {
        return OF_C_COLLATION.contains(column) ? column + " COLLATE \"C\" AS " + column : column;
    }
}
