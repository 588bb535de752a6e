package dev.otagate.config;

/**
 * Bounds of a node's connections and of what it holds for requests that are not verified.
 *
 * @param maxConnections in all
 * @param maxConnectionsPerAddress from one address that is no trusted proxy
 * @param headTimeoutMs from the first byte of a request's head to its last, and for a TLS handshake
 * @param maxRequestLineBytes of a request's first line
 * @param maxHeaderBytes of the header lines of a request
 * @param maxHeaders in a request
 * @param maxUnverifiedBytes held for all unverified requests together
 * @param maxStreams on one HTTP/2 connection at once
 */
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
