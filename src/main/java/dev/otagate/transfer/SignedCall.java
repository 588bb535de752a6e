package dev.otagate.transfer;

import java.util.Map;

/**
 * A signed HTTP request to an endpoint.
 *
 * @param target path and query
 * @param body empty for a GET
 */
record SignedCall(String method, String target, Map<String, String> headers, String body) {}
