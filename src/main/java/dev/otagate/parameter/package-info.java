/** From the bytes of a query and a form body to decoded parameters, and the checks of those common to all operations. */
package dev.otagate.parameter;
