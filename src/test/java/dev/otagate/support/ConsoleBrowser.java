package dev.otagate.support;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends requests to the console octet by octet, with the headers that the console's own page sends. */
public final class ConsoleBrowser {
    private final int port;
    private String host;
    private String origin;
    private String cookie = "";
    private String header = "";

    public ConsoleBrowser(int port) {
        this.port = port;
        this.host = "127.0.0.1:" + port;
        this.origin = "http://" + host;
    }

    /** A browser that has opened a link. */
    public static ConsoleBrowser open(TestGateway gateway, String link) {
        ConsoleBrowser browser = new ConsoleBrowser(gateway.managementPort());
        browser.useCookieOf(browser.get(path(link)));
        return browser;
    }

    /** The path and query of a link. */
    public static String path(String link) {
        URI url = URI.create(link);
        return url.getRawPath() + "?" + url.getRawQuery();
    }

    /** Sends the cookie of a response from now on. */
    public void useCookieOf(RawConnection.Response response) {
        cookie = setCookie(response).split(";", 2)[0];
    }

    public static String setCookie(RawConnection.Response response) {
        return response.head()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "set-cookie: ", 0, 12))
                .map(line -> line.substring(12))
                .findFirst()
                .orElse("");
    }

    public ConsoleBrowser host(String value) {
        host = value;
        return this;
    }

    /** @param value {@code null} for no header */
    public ConsoleBrowser origin(String value) {
        origin = value;
        return this;
    }

    public ConsoleBrowser cookie(String value) {
        cookie = value;
        return this;
    }

    /** @param line another header, in the place of one that was set before */
    public ConsoleBrowser header(String line) {
        header = line + "\r\n";
        return this;
    }

    public String cookie() {
        return cookie;
    }

    public RawConnection.Response get(String path) {
        return send("GET " + path + " HTTP/1.1\r\n", "", false);
    }

    public RawConnection.Response post(String path, JsonObject body) {
        return post(path, body.encode());
    }

    public RawConnection.Response post(String path, String body) {
        return send("POST " + path + " HTTP/1.1\r\n", body, true);
    }

    /** The JSON of a response. */
    public JsonObject json(String path) {
        return new JsonObject(get(path).body());
    }

    /** Sends a POST without waiting for its response. */
    public RawConnection begin(String path, JsonObject body) {
        return begin("POST " + path + " HTTP/1.1\r\n", body.encode(), true);
    }

    private RawConnection.Response send(String line, String body, boolean isPost) {
        try (RawConnection connection = begin(line, body, isPost)) {
            return connection.response();
        }
    }

    private RawConnection begin(String line, String body, boolean isPost) {
        String octets = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return new RawConnection(port)
                .send(line + "Host: " + host + "\r\n" + header
                        + (cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n")
                        + (isPost && origin != null ? "Origin: " + origin + "\r\n" : "")
                        + (isPost
                                ? "Content-Type: application/json\r\nContent-Length: " + octets.length() + "\r\n"
                                : "")
                        + "\r\n" + octets);
    }
}
