/**
 * The request path, stage by stage; {@link dev.otagate.pipeline.Pipeline} has their order. Each stage passes the request on as a value
 * that holds more: {@code ReceivedRequest}, {@code ParsedRequest}, {@code VerifiedRequest}, {@code OperationRequest},
 * {@code ValidRequest}, {@code AdmittedRequest}.
 */
package dev.otagate.pipeline;
