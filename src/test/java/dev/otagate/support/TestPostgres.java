package dev.otagate.support;

import dev.otagate.database.DatabaseAddress;
import dev.otagate.database.EmbeddedPostgres;
import dev.otagate.database.Migrations;
import dev.otagate.database.UnpackedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One PostgreSQL for all tests of a JVM; each test class that asks for a {@link DatabaseAddress} or a {@link TestPostgres}
 * gets a migrated database of its own.
 */
public final class TestPostgres implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(TestPostgres.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DatabaseAddress.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Server server = server(context);
        return classContext(context)
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("database", key -> server.createDatabase(), DatabaseAddress.class);
    }

    /** The server, for tests that need several databases. */
    static Server server(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent("server", key -> new Server(), Server.class);
    }

    private static ExtensionContext classContext(ExtensionContext context) {
        ExtensionContext current = context;
        while (current.getTestMethod().isPresent()) {
            current = current.getParent().orElseThrow();
        }
        return current;
    }

    /** Runs statements on a database, each on a connection of its own. */
    public static void execute(DatabaseAddress database, String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The single number that a query gives. */
    public static long number(DatabaseAddress database, String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The single text that a query gives. */
    public static String text(DatabaseAddress database, String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server of this JVM, in a directory of its own that is left to {@code mvn clean}. */
    static final class Server implements AutoCloseable {
        private final EmbeddedPostgres postgres = EmbeddedPostgres.start(directory());
        private final AtomicInteger databases = new AtomicInteger();

        Server() {
            execute(postgres.address(), "CREATE DATABASE migrated");
            Migrations.migrate(postgres.address().withDatabase("migrated"), Duration.ofSeconds(10));
        }

        DatabaseAddress createDatabase() {
            String name = "test_" + databases.incrementAndGet();
            execute(postgres.address(), "CREATE DATABASE " + name + " TEMPLATE migrated");
            return postgres.address().withDatabase(name);
        }

        private static Path directory() {
            try {
                Path parent = Files.createDirectories(Path.of("target", "test-postgres"));
                Path directory = Files.createTempDirectory(parent, "server");
                UnpackedPostgres.linkInto(directory);
                return directory;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            postgres.close();
        }
    }

    /** Commits as soon as another transaction waits for a lock; fails where none does within ten seconds. */
    public static void commitOnceSomeoneWaits(DatabaseAddress database, Connection connection) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        try {
            while (number(database, "SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("nobody waits for a lock");
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
