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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
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

    private static final String NO_RESPONSE =
            "no response: check the host and port in database.uri, and firewalls between";
    private static final String CERTIFICATE =
            "check sslmode and sslrootcert in database.uri, and the server's certificate";

    // The first match is used.
    private static final List<Map.Entry<Class<? extends Exception>, String>> NETWORK_REMEDIES = List.of(
            Map.entry(
                    UnknownHostException.class, "check the host in database.uri, and the name service of this machine"),
            Map.entry(SSLException.class, CERTIFICATE),
            Map.entry(GeneralSecurityException.class, CERTIFICATE),
            Map.entry(SocketTimeoutException.class, NO_RESPONSE),
            Map.entry(TimeoutException.class, NO_RESPONSE),
            Map.entry(NoRouteToHostException.class, NO_RESPONSE),
            Map.entry(ConnectException.class, "check the host and port in database.uri, and that the server runs"));

    private Diagnosis() {}

    /** The failure and its root cause on one line, with a remedy if one is known. */
    public static String of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        Throwable root = causes.get(causes.size() - 1);
        String outer = line(failure);
        String inner = root instanceof UnknownHostException ? "unknown host " + line(root) : line(root);
        String text = outer.contains(inner) ? outer : outer + " Cause: " + inner;
        String remedy = remedy(causes);
        return remedy.isEmpty() || text.contains(remedy) ? text : text + " (" + remedy + ")";
    }

    /** The SQLSTATE of a failure or of one of its causes, if there is one. */
    public static Optional<String> sqlState(Throwable failure) {
        return causes(failure).stream()
                .map(cause -> cause instanceof SQLException sql
                        ? sql.getSQLState()
                        : cause instanceof PgException pg ? pg.getSqlState() : null)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> inner);
    }

    /** Whether waiting cannot help: a rejected login, an unknown database, a missing right or table. */
    public static boolean isFinal(Throwable failure) {
        return sqlState(failure)
                .filter(state -> state.matches("28.*|3D.*|42.*|08004"))
                .isPresent();
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

    private static String remedy(List<Throwable> causes) {
        String ofState = sqlState(causes.get(0))
                .flatMap(state -> first(REMEDIES, state::startsWith))
                .orElse("");
        return causes.stream()
                .flatMap(cause -> first(NETWORK_REMEDIES, type -> type.isInstance(cause)).stream())
                .reduce((outer, inner) -> inner)
                .orElse(ofState);
    }

    private static <K> Optional<String> first(List<Map.Entry<K, String>> remedies, Predicate<K> matches) {
        return remedies.stream()
                .filter(entry -> matches.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
