package dev.otagate.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Optional;

/** The sessions of browsers, by the token in their cookie. Recent ones are in memory, all of them in the database. */
final class Sessions {
    private final Clock clock;
    private final boolean tls;
    private final Cache<String, Session> recent =
            Caffeine.newBuilder().maximumSize(ConsoleTokens.MAX).build();

    /** @param tls whether browsers use HTTPS */
    Sessions(Clock clock, boolean tls) {
        this.clock = clock;
        this.tls = tls;
    }

    /** The session of a request, if it has one that has not expired. */
    Future<Optional<Session>> find(HttpServerRequest request, ConsoleTokens tokens) {
        Cookie cookie = request.getCookie(name(request));
        if (cookie == null || cookie.getValue().length() != ConsoleTokens.TOKEN_LENGTH) {
            return Future.succeededFuture(Optional.empty());
        }
        String token = cookie.getValue();
        Session known = recent.getIfPresent(token);
        if (known != null) {
            return Future.succeededFuture(Optional.of(known).filter(this::isValid));
        }
        return tokens.session(token).onSuccess(found -> found.ifPresent(session -> recent.put(token, session)));
    }

    /** Gives the browser its session, in a cookie that only this port and its scripts' requests have. */
    void start(HttpServerRequest request, String token) {
        setCookie(request, token, ConsoleTokens.SESSION_LIFETIME.toSeconds());
    }

    /** Ends the session of a request that has one, on this node and in the database. */
    Future<Void> end(HttpServerRequest request, ConsoleTokens tokens) {
        String token = request.getCookie(name(request)).getValue();
        recent.invalidate(token);
        setCookie(request, "", 0);
        return tokens.endSession(token);
    }

    private void setCookie(HttpServerRequest request, String value, long maxAge) {
        request.response()
                .addCookie(Cookie.cookie(name(request), value)
                        .setHttpOnly(true)
                        .setSecure(tls)
                        .setSameSite(CookieSameSite.STRICT)
                        .setPath(Console.ROOT)
                        .setMaxAge(maxAge));
    }

    private boolean isValid(Session session) {
        return clock.instant().isBefore(session.expiresAt());
    }

    // Browsers send a cookie to all ports of a host: gateways on one machine need different names.
    private static String name(HttpServerRequest request) {
        return "otagate_console_" + request.localAddress().port();
    }
}
