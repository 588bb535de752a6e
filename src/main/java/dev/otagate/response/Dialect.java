package dev.otagate.response;

import dev.otagate.parameter.Format;

/** How answers are worded: which fields they have and what these are called (contract: "Two dialects, one behaviour"). */
interface Dialect {
    /** The response in this dialect's words. */
    EncodedResponse encode(Response response, Format format);
}
