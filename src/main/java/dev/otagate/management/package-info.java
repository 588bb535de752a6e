/** What operators see: liveness, readiness and metrics, on a port of their own. */
package dev.otagate.management;
