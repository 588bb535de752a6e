/** Puts the parts together: what is started in which order, and stopped in which. */
package dev.otagate.server;
