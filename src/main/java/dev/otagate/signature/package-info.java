/** Both signatures: the string to sign, its signature, and the comparison in constant time. Also hashes of nonces and requests. */
package dev.otagate.signature;
