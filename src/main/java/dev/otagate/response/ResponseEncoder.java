package dev.otagate.response;

import dev.otagate.parameter.Format;

/** Writes the fields of one response, in the order in which they are given. */
interface ResponseEncoder {
    /** A new encoder for one response. */
    static ResponseEncoder of(Format format) {
        return switch (format) {
            case JSON -> new JsonResponseEncoder();
            case XML -> new XmlResponseEncoder();
        };
    }

    /** Begins the response; JSON has no use for the root's name. */
    void start(String root);

    void text(String name, String value);

    void bool(String name, boolean value);

    void number(String name, long value);

    /** Begins a list whose records are {@link #startRecord} to {@link #endRecord} of the same name; XML writes none of it. */
    void startList(String name);

    void endList();

    /** Begins a record; in a list of JSON it has no name. */
    void startRecord(String name, boolean inList);

    void endRecord();

    /** Ends the response; the encoder is of no use afterwards. */
    EncodedResponse end();
}
