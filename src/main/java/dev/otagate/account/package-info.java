/** Accounts, access keys and products in the database, and the node's cache of keys. */
package dev.otagate.account;
