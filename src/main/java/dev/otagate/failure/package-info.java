/** What can go wrong, as values: every code of the contract, and results that carry one instead of an exception. */
package dev.otagate.failure;
