/** The description of the API for machines, in OpenAPI 3.1, made from the catalogue of operations. */
package dev.otagate.openapi;
