package dev.otagate.database;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is and how to log in, for the reactive client and for JDBC alike.
 *
 * @param password never printed
 * @param rootCertificate a PEM file with the certificates that a server's must lead to; needed by verify-ca and verify-full
 */
public record DatabaseAddress(
        String host,
        int port,
        String database,
        String user,
        String password,
        SslMode sslMode,
        Optional<Path> rootCertificate) {

    /** An address on this machine without TLS, as the embedded server has it. */
    static DatabaseAddress local(int port, String database, String user, String password) {
        return new DatabaseAddress("127.0.0.1", port, database, user, password, SslMode.DISABLE, Optional.empty());
    }

    /**
     * The address that a {@code postgresql://} URI names; fails with {@link IllegalArgumentException}, whose message is one
     * line without the password.
     */
    public static DatabaseAddress parse(String uri) {
        return DatabaseUri.parse(uri);
    }

    /** The same server and login, another database. */
    public DatabaseAddress withDatabase(String other) {
        return new DatabaseAddress(host, port, other, user, password, sslMode, rootCertificate);
    }

    /** Options for the reactive client. */
    public PgConnectOptions connectOptions() {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(database)
                .setUser(user)
                .setPassword(password)
                .setSslMode(sslMode);
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

    /** A JDBC source of unpooled connections, for migrations. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setSslMode(DatabaseUri.nameOf(sslMode));
        rootCertificate.ifPresent(file -> source.setSslRootCert(file.toString()));
        source.setConnectTimeout(5);
        return source;
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database + "?sslmode="
                + DatabaseUri.nameOf(sslMode);
    }
}
