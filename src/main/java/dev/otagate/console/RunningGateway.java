package dev.otagate.console;

import dev.otagate.account.AccessKey;
import dev.otagate.account.AccessKeyCache;
import dev.otagate.diagnosis.RequestExplainer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.util.Optional;

/**
 * What the console uses of a gateway that has started.
 *
 * @param endpoint the URL of the API for a client on this machine
 * @param pool connections of the management port's Vert.x
 */
public record RunningGateway(URI endpoint, AccessKeyCache keys, Pool pool, RequestExplainer explainer) {
    ConsoleTokens tokens() {
        return new ConsoleTokens(pool);
    }

    /** The enabled key of an id, on the caller's context. */
    Future<Optional<AccessKey>> enabledKey(Vertx vertx, String accessKeyId) {
        Context caller = vertx.getOrCreateContext();
        Promise<Optional<AccessKey>> key = Promise.promise();
        // The cache responds on an event loop of the API.
        keys.find(accessKeyId)
                .map(found -> found.filter(AccessKey::enabled))
                .onComplete(found -> caller.runOnContext(ignored -> key.handle(found)));
        return key.future();
    }
}
