/** The settings, read from a file and the environment. */
package dev.otagate.config;
