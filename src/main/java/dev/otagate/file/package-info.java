/** Files that appear whole or not at all, and words that a shell reads in them. */
package dev.otagate.file;
