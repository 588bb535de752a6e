package dev.otagate.database;

import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code postgresql://user:password@host:port/database?sslmode=...&sslrootcert=...}; messages never quote the URI. */
final class DatabaseUri {
    private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");
    private static final Set<String> PARAMETERS = Set.of("sslmode", "sslrootcert");
    private static final int DEFAULT_PORT = 5432;

    private DatabaseUri() {}

    static DatabaseAddress parse(String text) {
        URI uri = uri(text);
        Map<String, String> parameters = parameters(uri.getRawQuery());
        SslMode sslMode = sslMode(parameters.getOrDefault("sslmode", "prefer"), parameters.containsKey("sslrootcert"));
        Optional<Path> rootCertificate =
                Optional.ofNullable(parameters.get("sslrootcert")).map(Path::of);
        boolean verifies = sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_FULL;
        if (verifies && rootCertificate.filter(Files::isReadable).isEmpty()) {
            throw refused("sslmode=" + nameOf(sslMode) + " needs sslrootcert, a readable PEM file");
        }
        String[] login = login(uri.getRawUserInfo());
        String database = uri.getPath() == null || uri.getPath().length() < 2
                ? login[0]
                : uri.getPath().substring(1);
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new DatabaseAddress(
                host(uri), port, database, login[0], login[1], sslMode, verifies ? rootCertificate : Optional.empty());
    }

    /** As PostgreSQL's own clients call it. */
    static String nameOf(SslMode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below; the exception's message would quote the password.
        }
        throw refused("it must have the form postgresql://user:password@host:port/database");
    }

    private static String host(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String[] login(String userInfo) {
        if (userInfo == null || userInfo.isEmpty()) {
            throw refused("it must name a user");
        }
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new String[] {decode(userInfo), ""}
                : new String[] {decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1))};
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String name = pair.substring(0, Math.max(0, pair.indexOf('=')));
            if (!PARAMETERS.contains(name)) {
                throw refused("the only parameters it can have are sslmode and sslrootcert");
            }
            parameters.put(name, decode(pair.substring(name.length() + 1)));
        }
        return parameters;
    }

    // As PostgreSQL's own clients do: who names a root certificate wants the server's to be verified.
    private static SslMode sslMode(String name, boolean hasRootCertificate) {
        for (SslMode mode : SslMode.values()) {
            if (nameOf(mode).equals(name)) {
                return mode == SslMode.REQUIRE && hasRootCertificate ? SslMode.VERIFY_CA : mode;
            }
        }
        throw refused("sslmode must be disable, allow, prefer, require, verify-ca or verify-full");
    }

    // A plus sign is itself here, not a space.
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("it has an unknown escape");
        }
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("database.uri is not valid: " + why);
    }
}
