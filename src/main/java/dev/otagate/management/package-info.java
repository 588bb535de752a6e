/** The management port for operators: liveness, readiness, metrics and the OpenAPI description. */
package dev.otagate.management;
