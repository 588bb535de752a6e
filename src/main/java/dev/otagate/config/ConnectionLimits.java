package dev.otagate.config;

/** Bounds of a node's connections and of the memory for requests that are not verified yet; see {@code conf/gateway.yaml}. */
public record ConnectionLimits(
        int maxConnections,
        int maxConnectionsPerAddress,
        int headTimeoutMs,
        int maxRequestLineBytes,
        int maxHeaderBytes,
        int maxHeaders,
        int maxUnverifiedBytes,
        int maxStreams) {

    static ConnectionLimits of(SettingValues values) {
        return new ConnectionLimits(
                values.number(Setting.HTTP_MAX_CONNECTIONS),
                values.number(Setting.HTTP_MAX_CONNECTIONS_PER_ADDRESS),
                values.number(Setting.HTTP_HEAD_TIMEOUT_MS),
                values.number(Setting.HTTP_MAX_REQUEST_LINE_BYTES),
                values.number(Setting.HTTP_MAX_HEADER_BYTES),
                values.number(Setting.HTTP_MAX_HEADERS),
                values.number(Setting.HTTP_MAX_UNVERIFIED_BYTES),
                values.number(Setting.HTTP_MAX_STREAMS));
    }
}
