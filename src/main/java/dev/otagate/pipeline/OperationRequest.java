package dev.otagate.pipeline;

import dev.otagate.operation.Operation;

/** A verified request for an operation of the catalogue. */
record OperationRequest(VerifiedRequest verified, Operation operation) {}
