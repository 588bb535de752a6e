/** Channel handlers for the connections of both servers. */
package dev.otagate.channel;
