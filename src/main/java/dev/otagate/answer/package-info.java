/** From what became of a request to the bytes of the answer, in the client's dialect and format. */
package dev.otagate.answer;
