package dev.otagate.database;

import dev.otagate.config.ConfigException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Migrates the schema with Flyway, whose lock makes it safe for several nodes at once. Blocking. */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final long RETRY_MS = 500;
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int OLDEST_SERVER = 15;

    private Migrations() {}

    /**
     * Migrates the schema to this version. Throws {@link DatabaseException}, and changes nothing, if the schema is newer.
     *
     * @param timeout until the database must be reachable
     * @return the number of migrations that were applied
     */
    public static int migrate(DatabaseAddress address, Duration timeout) {
        awaitDatabase(address, timeout);
        try {
            Flyway flyway = flyway(address).load();
            MigrationInfoService info = flyway.info();
            newerSchema(info).ifPresent(fault -> {
                throw new DatabaseException(fault);
            });
            if (info.pending().length > 0) {
                requireRightToCreate(address);
                LOG.atInfo().addKeyValue("pending", info.pending().length).log("migrating the schema");
            }
            int applied = flyway.migrate().migrationsExecuted;
            LOG.atInfo().addKeyValue("applied", applied).log("schema is up to date");
            return applied;
        } catch (FlywayValidateException e) {
            throw new DatabaseException(
                    "the schema of the database was migrated by another build of otagate, with other"
                            + " migrations: run that build, or use a new database");
        } catch (FlywayException e) {
            throw new DatabaseException("the schema cannot be migrated: " + Diagnosis.of(sqlCause(e)), e);
        }
    }

    /**
     * Migrates an empty or older schema to a version. Throws {@link DatabaseException} if this otagate does not know the version, or if the
     * schema is newer.
     */
    static void migrateTo(DatabaseAddress address, String version) {
        MigrationInfoService info = flyway(address).load().info();
        boolean known = Arrays.stream(info.all())
                .anyMatch(migration -> migration.getState().isResolved()
                        && String.valueOf(migration.getVersion()).equals(version));
        if (!known) {
            throw new DatabaseException("the backup has the schema version " + version + ", which this otagate does not"
                    + " know: restore it with the otagate that made it, or a later one");
        }
        MigrationInfo current = info.current();
        if (current != null && current.getVersion().compareTo(MigrationVersion.fromVersion(version)) > 0) {
            throw new DatabaseException("the schema of the database is at version " + current.getVersion()
                    + ", which is newer than that of the backup, " + version
                    + ": restore into an empty data directory, or into a new database");
        }
        try {
            flyway(address).target(version).load().migrate();
        } catch (FlywayException e) {
            throw new DatabaseException("the schema cannot be migrated: " + Diagnosis.of(sqlCause(e)), e);
        }
    }

    /**
     * Throws {@link ConfigException} if the schema is missing, older or newer than this otagate. Changes nothing.
     *
     * @param timeout until the database must be reachable
     */
    public static void requireCurrent(DatabaseAddress address, Duration timeout) {
        awaitDatabase(address, timeout);
        try {
            MigrationInfoService info = flyway(address).load().info();
            if (info.applied().length == 0) {
                throw new ConfigException("the database " + address.database()
                        + " has no schema of otagate: run otagate migrate, or otagate serve");
            }
            newerSchema(info).or(() -> olderSchema(info)).ifPresent(fault -> {
                throw new ConfigException(fault);
            });
        } catch (FlywayException e) {
            throw new DatabaseException("the schema cannot be read: " + Diagnosis.of(sqlCause(e)), e);
        }
    }

    private static FluentConfiguration flyway(DatabaseAddress address) {
        return Flyway.configure().dataSource(address.migrationSource()).locations("classpath:db/migration");
    }

    private static Optional<String> newerSchema(MigrationInfoService info) {
        return Arrays.stream(info.all())
                .filter(migration -> migration.getState().isApplied()
                        && !migration.getState().isResolved())
                .reduce((earlier, later) -> later)
                .map(newest -> "this otagate is older than the schema of the database, which is at version "
                        + newest.getVersion() + ", and knows version " + latestKnown(info)
                        + ": run the otagate that migrated it, or a later one");
    }

    private static Optional<String> olderSchema(MigrationInfoService info) {
        return info.pending().length == 0
                ? Optional.empty()
                : Optional.of("the schema of the database is older than this otagate, at version "
                        + info.current().getVersion() + " of " + latestKnown(info)
                        + ": run otagate migrate, or otagate serve");
    }

    private static String latestKnown(MigrationInfoService info) {
        return Arrays.stream(info.all())
                .filter(migration -> migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .reduce((earlier, later) -> later)
                .map(Object::toString)
                .orElse("none");
    }

    // Flyway would retry for ten seconds.
    private static void requireRightToCreate(DatabaseAddress address) {
        try (Connection connection = address.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet right = statement.executeQuery(
                        "SELECT current_schema(), has_schema_privilege(current_schema(), 'CREATE')")) {
            right.next();
            if (!right.getBoolean(2)) {
                throw new DatabaseException("the schema cannot be migrated: permission denied for schema "
                        + right.getString(1) + ": GRANT CREATE ON SCHEMA " + right.getString(1) + " TO "
                        + address.user() + ", or make " + address.user() + " the owner of the database "
                        + address.database());
            }
        } catch (SQLException e) {
            throw new DatabaseException("the schema cannot be migrated: " + Diagnosis.of(e), e);
        }
    }

    private static Throwable sqlCause(FlywayException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return cause;
            }
        }
        return failure;
    }

    /** Waits until the database accepts a connection. Fails with {@link DatabaseException} at the timeout, or if waiting cannot help. */
    static void awaitDatabase(DatabaseAddress address, Duration timeout) {
        long begin = System.nanoTime();
        long deadline = begin + timeout.toNanos();
        String logged = "";
        while (true) {
            try (Connection connection = address.dataSource().getConnection()) {
                requireVersion(connection);
                requireUtf8(connection);
                PoolerCheck.require(connection, address);
                return;
            } catch (SQLException e) {
                String cause = Diagnosis.of(e);
                if (System.nanoTime() - deadline >= 0 || Diagnosis.isFinal(e)) {
                    throw new DatabaseException("the database " + address + " cannot be reached: " + cause, e);
                }
                if (!cause.equals(logged) && System.nanoTime() - begin >= SILENT_NANOS) {
                    LOG.atWarn().addKeyValue("cause", cause).log("waiting for the database");
                    logged = cause;
                }
                Pause.millis(RETRY_MS);
            }
        }
    }

    private static void requireVersion(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_SERVER) {
            throw new DatabaseException(
                    "the database is PostgreSQL " + version + ": otagate needs " + OLDEST_SERVER + " or later");
        }
    }

    private static void requireUtf8(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet encoding = statement.executeQuery("SHOW server_encoding")) {
            encoding.next();
            if (!"UTF8".equals(encoding.getString(1))) {
                throw new DatabaseException("the database must have the encoding UTF8, not " + encoding.getString(1));
            }
        }
    }
}
