package dev.otagate.pipeline;

import dev.otagate.parameter.CommonParameters;
import dev.otagate.parameter.Parameters;

/**
 * A well-formed request.
 *
 * @param query the parameters of the query alone
 * @param parameters those of query and form body together
 */
record ParsedRequest(ReceivedRequest received, Parameters query, Parameters parameters, CommonParameters common) {}
