/** Atomic files, and words for a shell. */
package dev.otagate.file;
