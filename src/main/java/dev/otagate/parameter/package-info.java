/** Decodes queries and form bodies to parameters, and checks the parameters that all operations have in common. */
package dev.otagate.parameter;
