/** From the result of a request to the bytes of its response, in the dialect and format of the client. */
package dev.otagate.response;
