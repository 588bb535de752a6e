package dev.otagate.database;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The servers and the login of a database, for the reactive client and for JDBC.
 *
 * @param servers one or more; each may become the primary
 * @param primaryOnly whether to use only a server that accepts writes
 * @param password never printed
 * @param rootCertificate a PEM file with the trusted certificates, for verify-ca and verify-full
 */
public record DatabaseAddress(
        List<DatabaseServer> servers,
        boolean primaryOnly,
        String database,
        String user,
        String password,
        SslMode sslMode,
        Optional<Path> rootCertificate) {
    private static final int CONNECT_TIMEOUT_S = 5;
    // For TLS and SCRAM on a quarter of a core.
    private static final int LOGIN_TIMEOUT_S = 20;

    public DatabaseAddress {
        servers = List.copyOf(servers);
    }

    /** The address of a server on this machine, without TLS. */
    static DatabaseAddress local(int port, String database, String user, String password) {
        DatabaseServer server = new DatabaseServer("127.0.0.1", port);
        return new DatabaseAddress(List.of(server), false, database, user, password, SslMode.DISABLE, Optional.empty());
    }

    /**
     * The address in a {@code postgresql://} URI. Throws {@link IllegalArgumentException} with a message of one line without the password.
     */
    public static DatabaseAddress parse(String uri) {
        return DatabaseUri.parse(uri);
    }

    public DatabaseAddress withDatabase(String other) {
        return new DatabaseAddress(servers, primaryOnly, other, user, password, sslMode, rootCertificate);
    }

    /** Options for the reactive client, to the first server. */
    public PgConnectOptions connectOptions() {
        return connectOptions(servers.get(0));
    }

    PgConnectOptions connectOptions(DatabaseServer server) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(server.host())
                .setPort(server.port())
                .setDatabase(database)
                .setUser(user)
                .setPassword(password)
                .setSslMode(sslMode)
                // Named statements: a pooler in transaction mode loses the unnamed one.
                .setCachePreparedStatements(true);
        Liveness.SESSION.forEach(options::addProperty);
        if (sslMode != SslMode.DISABLE) {
            options.setSslOptions(sslOptions());
        }
        return options;
    }

    private ClientSSLOptions sslOptions() {
        ClientSSLOptions options = new ClientSSLOptions();
        rootCertificate.ifPresentOrElse(
                file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())),
                () -> options.setTrustAll(true));
        return options.setHostnameVerificationAlgorithm(sslMode == SslMode.VERIFY_FULL ? "HTTPS" : "");
    }

    /** Unpooled JDBC connections, which may be idle in a transaction for a minute. The servers are tried in their order. */
    public DataSource dataSource() {
        return dataSource(Liveness.JDBC_SESSION);
    }

    /**
     * The same for migrations. Flyway holds its lock in a transaction that is idle during a migration; {@code beforeEachMigrate.sql}
     * bounds the transaction of the migration.
     */
    DataSource migrationSource() {
        return dataSource(Liveness.TCP);
    }

    private DataSource dataSource(Map<String, String> session) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(servers.stream().map(DatabaseServer::host).toArray(String[]::new));
        source.setPortNumbers(servers.stream().mapToInt(DatabaseServer::port).toArray());
        source.setTargetServerType(primaryOnly ? "primary" : "any");
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setSslMode(DatabaseUri.nameOf(sslMode));
        rootCertificate.ifPresent(file -> source.setSslRootCert(file.toString()));
        source.setConnectTimeout(CONNECT_TIMEOUT_S);
        source.setLoginTimeout(LOGIN_TIMEOUT_S);
        source.setSocketFactory(KeepAliveSocketFactory.class.getName());
        source.setOptions(session.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" ")));
        return source;
    }

    @Override
    public String toString() {
        String hosts = servers.stream().map(DatabaseServer::toString).collect(Collectors.joining(","));
        return "postgresql://" + user + "@" + hosts + "/" + database + "?sslmode=" + DatabaseUri.nameOf(sslMode)
                + (primaryOnly ? "&target_session_attrs=primary" : "");
    }
}
