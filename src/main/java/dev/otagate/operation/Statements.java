package dev.otagate.operation;

import dev.otagate.database.SqlResource;
import dev.otagate.failure.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Composes the SQL statements of an operation, lists of common table expressions: "request", the commands of the batch; "admitted", the
 * same after their nonces are recorded; the operation's own, which read "admitted" and end with "decided", the outcomes.
 */
final class Statements {
    private static final List<String> NONCE_COLUMNS = List.of("nonce_hash", "nonce_recorded", "account_id");
    private static final List<String> NONCE_TYPES = List.of("uuid", "boolean", "bigint");
    private static final List<String> IDEMPOTENCY_COLUMNS =
            List.of("idempotency_key", "request_hash", "signature_hash", "request_id");

    // Like the columns of the tables, so that the database's locale does not matter.
    private static final Set<String> OF_C_COLLATION =
            Set.of(ModuleParameters.PRODUCT_KEY.column(), ModuleParameters.MODULE_NAME.column());

    private static final String ARRAY = "\nSELECT array_agg(d.outcome ORDER BY d.ord) FROM decided d\n";
    private static final String ROWS = "\nSELECT d.outcome, d.data FROM decided d ORDER BY d.ord\n";

    private final List<String> columns;
    private final String operation;
    private final Outcomes outcomes;

    /**
     * @param parameters the operation's parameters, each a column of text
     * @param resource the name of the SQL file with the operation's own part
     * @param errors the operation's own errors, by the numbers of its outcomes
     */
    Statements(List<Parameter> parameters, String resource, ErrorCode... errors) {
        this.columns = parameters.stream().map(Parameter::column).toList();
        this.operation = read(resource);
        this.outcomes = new Outcomes(errors);
    }

    ArrayStatement array() {
        return new ArrayStatement(withNonces() + ARRAY, outcomes, Optional.empty());
    }

    /**
     * Returns outcomes without data. {@link #array} is its fallback.
     *
     * @param resource the name of an SQL file that reads "request" and records the nonces itself
     */
    ArrayStatement fastArray(String resource) {
        String sql = "WITH request AS (\n%s\n),\n%s".formatted(unnest(List.of()), read(resource)) + ARRAY;
        return new ArrayStatement(sql, outcomes, Optional.of(array()));
    }

    RowStatement rows() {
        return RowStatement.of(withNonces() + ROWS, outcomes);
    }

    /** Stores first responses, or returns those that are stored. */
    RowStatement stored() {
        String sql = """
                WITH received AS MATERIALIZED (
                %s
                ),
                request AS MATERIALIZED (
                    SELECT q.*, k.request_hash IS NOT NULL AS has_record, k.request_hash AS stored_request_hash,
                           k.signature_hash AS stored_signature_hash, k.request_id AS stored_request_id,
                           k.outcome AS stored_outcome, k.response_data AS stored_data
                    FROM received q
                    LEFT JOIN LATERAL (
                        SELECT * FROM idempotency_record k WHERE k.idempotency_key = q.idempotency_key LIMIT 1
                    ) k ON true
                ),
                %s,
                %s,
                %s
                """;
        return RowStatement.of(
                sql.formatted(
                        unnest(IDEMPOTENCY_COLUMNS), read("record-nonces.sql"), operation, read("store-responses.sql")),
                outcomes);
    }

    /** A statement that only records the nonces of {@code $1} and {@code $2}, and returns whether each was new. */
    static String nonces() {
        return """
                WITH request AS MATERIALIZED (
                    SELECT r.*, false AS has_record
                    FROM unnest($1::uuid[], $2::boolean[]) WITH ORDINALITY AS r (nonce_hash, nonce_recorded, ord)
                ),
                %s
                SELECT a.fresh FROM admitted a ORDER BY a.ord
                """.formatted(read("record-nonces.sql"));
    }

    private String withNonces() {
        return """
                WITH request AS MATERIALIZED (
                    SELECT q.*, false AS has_record FROM (
                %s
                    ) q
                ),
                %s,
                %s""".formatted(unnest(List.of()), read("record-nonces.sql"), operation);
    }

    private String unnest(List<String> idempotencyColumns) {
        List<String> types = new ArrayList<>(NONCE_TYPES);
        idempotencyColumns.forEach(column -> types.add("uuid"));
        columns.forEach(column -> types.add("text"));
        List<String> arrays = new ArrayList<>();
        types.forEach(type -> arrays.add("$%d::%s[]".formatted(arrays.size() + 1, type)));
        List<String> names = Stream.of(NONCE_COLUMNS, idempotencyColumns, columns, List.of("ord"))
                .flatMap(List::stream)
                .toList();
        String selected = names.stream()
                .map(name -> OF_C_COLLATION.contains(name) ? name + " COLLATE \"C\" AS " + name : name)
                .collect(Collectors.joining(", "));
        return "    SELECT %s\n    FROM unnest(%s)\n        WITH ORDINALITY AS r (%s)"
                .formatted(selected, String.join(", ", arrays), String.join(", ", names));
    }

    private static String read(String resource) {
        return SqlResource.read(Statements.class, resource);
    }
}
