/** The request path, stage by stage; {@link dev.otagate.pipeline.Pipeline} has their order. */
package dev.otagate.pipeline;
