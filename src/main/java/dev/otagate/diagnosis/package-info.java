/** Finds out which mistake made a signature wrong: signs the request again under each known mistake, and reports the one that matches. */
package dev.otagate.diagnosis;
