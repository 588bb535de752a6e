/** From what became of a request to the bytes of the response, in the client's dialect and format. */
package dev.otagate.response;
