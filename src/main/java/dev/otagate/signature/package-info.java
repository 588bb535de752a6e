/** The RPC signature, version 1.0: what is signed, the signing, and the comparison in constant time. */
package dev.otagate.signature;
