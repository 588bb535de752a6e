/** Copies, exports, imports and compares products and their modules. */
package dev.otagate.transfer;
