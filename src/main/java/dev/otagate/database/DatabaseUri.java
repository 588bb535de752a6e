package dev.otagate.database;

import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code postgresql://user:password@host:port,host:port/database?sslmode=...&sslrootcert=...&target_session_attrs=...};
 * messages do not quote the URI.
 */
final class DatabaseUri {
    private static final Pattern FORM =
            Pattern.compile("postgres(?:ql)?://(?<login>[^@/?#\\s]*)@(?<servers>[^@/?#\\s]+)"
                    + "(?:/(?<database>[^/?#\\s]*))?(?:\\?(?<parameters>[^#\\s]*))?");
    private static final Pattern SERVER =
            Pattern.compile("(?:\\[(?<ipv6>[0-9A-Fa-f:.]+)]|(?<name>[A-Za-z0-9._-]+))(?::(?<port>[0-9]{1,5}))?");
    private static final Set<String> PARAMETERS = Set.of("sslmode", "sslrootcert", "target_session_attrs");
    private static final String DEFAULT_PORT = "5432";
    private static final int LAST_PORT = 65_535;

    private DatabaseUri() {}

    static DatabaseAddress parse(String text) {
        Matcher uri = FORM.matcher(text);
        if (!uri.matches()) {
            throw rejected("it must have the form postgresql://user:password@host:port/database");
        }
        Map<String, String> parameters = parameters(uri.group("parameters"));
        SslMode sslMode = sslMode(parameters.getOrDefault("sslmode", "prefer"), parameters.containsKey("sslrootcert"));
        Optional<Path> rootCertificate =
                Optional.ofNullable(parameters.get("sslrootcert")).map(Path::of);
        boolean verifies = sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_FULL;
        if (verifies && rootCertificate.filter(Files::isReadable).isEmpty()) {
            throw rejected("sslmode=" + nameOf(sslMode) + " needs sslrootcert, a readable PEM file");
        }
        String[] login = login(uri.group("login"));
        String database = uri.group("database");
        List<DatabaseServer> servers = servers(uri.group("servers"));
        return new DatabaseAddress(
                servers,
                primaryOnly(parameters.getOrDefault("target_session_attrs", servers.size() > 1 ? "primary" : "any")),
                database == null || database.isEmpty() ? login[0] : decode(database),
                login[0],
                login[1],
                sslMode,
                verifies ? rootCertificate : Optional.empty());
    }

    /** The name of a mode in PostgreSQL's own clients. */
    static String nameOf(SslMode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<DatabaseServer> servers(String list) {
        List<DatabaseServer> servers = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            Matcher server = SERVER.matcher(item);
            if (!server.matches()) {
                throw rejected("each server must have the form host:port, separated by commas");
            }
            int port = Integer.parseInt(server.group("port") == null ? DEFAULT_PORT : server.group("port"));
            if (port < 1 || port > LAST_PORT) {
                throw rejected("a port must be 1 to " + LAST_PORT);
            }
            servers.add(new DatabaseServer(
                    server.group("ipv6") == null ? server.group("name") : server.group("ipv6"), port));
        }
        return servers;
    }

    private static boolean primaryOnly(String target) {
        return switch (target) {
            case "any" -> false;
            case "primary", "read-write" -> true;
            default -> throw rejected("target_session_attrs must be any, primary or read-write");
        };
    }

    private static String[] login(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
        if (user.isEmpty()) {
            throw rejected("it must name a user");
        }
        return new String[] {user, colon < 0 ? "" : decode(userInfo.substring(colon + 1))};
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            String name = pair.substring(0, Math.max(0, pair.indexOf('=')));
            if (!PARAMETERS.contains(name)) {
                throw rejected("the only parameters it can have are sslmode, sslrootcert and target_session_attrs");
            }
            parameters.put(name, decode(pair.substring(name.length() + 1)));
        }
        return parameters;
    }

    // Like PostgreSQL's own clients: with a root certificate, the server's certificate is verified.
    private static SslMode sslMode(String name, boolean hasRootCertificate) {
        for (SslMode mode : SslMode.values()) {
            if (nameOf(mode).equals(name)) {
                return mode == SslMode.REQUIRE && hasRootCertificate ? SslMode.VERIFY_CA : mode;
            }
        }
        throw rejected("sslmode must be disable, allow, prefer, require, verify-ca or verify-full");
    }

    // A plus sign is not a space here.
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw rejected("it has an unknown escape");
        }
    }

    private static IllegalArgumentException rejected(String cause) {
        return new IllegalArgumentException("database.uri is not valid: " + cause);
    }
}
