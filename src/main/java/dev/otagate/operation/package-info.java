/**
 * The operations as values: name, parameters with their rules, store statement. A new one is a new file and a line in
 * {@link dev.otagate.operation.OperationCatalogue}.
 */
package dev.otagate.operation;
