package dev.otagate.answer;

import dev.otagate.parameter.Format;

/** How answers are worded: which fields they have and what these are called (contract: "Two dialects, one behaviour"). */
interface Dialect {
    /** The answer in this dialect's words. */
    EncodedAnswer encode(Answer answer, Format format);
}
