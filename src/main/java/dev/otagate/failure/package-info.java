/** Errors as values: every code of the contract, and results that hold one instead of an exception. */
package dev.otagate.failure;
