package dev.otagate.database;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** One line for the operator: the cause of a failure, and the remedy. */
public final class Diagnosis {
    private static final int MAX_CAUSES = 20;

    // By the prefix of the SQLSTATE (PostgreSQL, appendix A); the first match is used.
    private static final List<Map.Entry<String, String>> REMEDIES = List.of(
            Map.entry(
                    "42501",
                    "grant the database's user the right; to migrate it must own the database's tables, and"
                            + " have CREATE on the schema"),
            Map.entry("28", "check the user and the password in database.uri, and the server's pg_hba.conf"),
            Map.entry("08004", "check the user, the password and sslmode in database.uri, and what the server allows"),
            Map.entry("3D000", "check the name in database.uri, or create it: CREATE DATABASE ... ENCODING 'UTF8'"),
            Map.entry("53100", "free space on the disk of the database"),
            Map.entry(
                    "53300", "raise max_connections of the database, or lower database.poolSize and store.connections"),
            Map.entry("53", "the database is short of a resource: see its log"),
            Map.entry("57P03", "the database is starting up or shutting down: try again"),
            Map.entry("25006", "the server accepts no writes: name the primary in database.uri"),
            Map.entry("42P01", "run otagate migrate"),
            Map.entry("42703", "run otagate migrate"),
            Map.entry("42883", "run otagate migrate"),
            Map.entry("08P01", "if you use a pooler, see its settings in docs/operate/configure.md, PgBouncer"));

    private Diagnosis() {}

    /** The failure and its root cause on one line, with a remedy if one is known. */
    public static String of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        Throwable root = causes.get(causes.size() - 1);
        String outer = line(failure);
        String inner = root instanceof UnknownHostException ? "unknown host " + line(root) : line(root);
        String text = outer.contains(inner) ? outer : outer + " Cause: " + inner;
        return text
                + remedy(causes)
                        .filter(remedy -> !text.contains(remedy))
                        .map(remedy -> " (" + remedy + ")")
                        .orElse("");
    }

    /** The SQLSTATE of a failure or of one of its causes, if there is one. */
    public static Optional<String> sqlState(Throwable failure) {
        return causes(failure).stream()
                .map(Diagnosis::ownSqlState)
                .flatMap(Optional::stream)
                .reduce((outer, inner) -> inner);
    }

    /** Whether waiting cannot help: a rejected login, an unknown database, a missing right or table. */
    public static boolean isFinal(Throwable failure) {
        return sqlState(failure)
                .filter(state -> state.startsWith("28")
                        || state.startsWith("3D")
                        || state.startsWith("42")
                        || state.equals("08004"))
                .isPresent();
    }

    private static Optional<String> ownSqlState(Throwable failure) {
        if (failure instanceof SQLException sql) {
            return Optional.ofNullable(sql.getSQLState());
        }
        return failure instanceof PgException pg ? Optional.ofNullable(pg.getSqlState()) : Optional.empty();
    }

    // Bounded: causes may form a circle.
    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && causes.size() < MAX_CAUSES; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static String line(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        String text = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        boolean clear = failure instanceof SQLException
                || failure instanceof PgException
                || failure instanceof UnknownHostException
                || failure instanceof ConnectException
                || failure instanceof IllegalArgumentException
                || failure.getClass().getName().startsWith("dev.otagate.");
        return clear && !text.isEmpty()
                ? text
                : failure.getClass().getSimpleName() + (text.isEmpty() ? "" : ": " + text);
    }

    private static Optional<String> remedy(List<Throwable> causes) {
        Optional<String> ofNetwork = causes.stream()
                .map(Diagnosis::networkRemedy)
                .flatMap(Optional::stream)
                .reduce((outer, inner) -> inner);
        return ofNetwork.or(() -> sqlState(causes.get(0)).flatMap(Diagnosis::sqlRemedy));
    }

    private static Optional<String> sqlRemedy(String state) {
        return REMEDIES.stream()
                .filter(entry -> state.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<String> networkRemedy(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return Optional.of("check the host in database.uri, and the name service of this machine");
        }
        if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
            return Optional.of("check sslmode and sslrootcert in database.uri, and the server's certificate");
        }
        if (cause instanceof SocketTimeoutException
                || cause instanceof TimeoutException
                || cause instanceof NoRouteToHostException) {
            return Optional.of("no response: check the host and port in database.uri, and firewalls between");
        }
        if (cause instanceof ConnectException) {
            return Optional.of("check the host and port in database.uri, and that the server runs");
        }
        return Optional.empty();
    }
}
