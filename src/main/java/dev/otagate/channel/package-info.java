/** What the connections of all servers have in common. */
package dev.otagate.channel;
