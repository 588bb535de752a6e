/** The OpenAPI description of the API. */
package dev.otagate.openapi;
