/** Assembles the parts of a gateway, and starts and stops them. */
package dev.otagate.server;
