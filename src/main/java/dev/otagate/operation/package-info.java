/**
 * The operations as values: name, parameters with their rules, store statement. A new operation is a file here, its SQL in the resources of
 * this package, and a line in
 * {@link dev.otagate.operation.OperationCatalogue}.
 */
package dev.otagate.operation;
