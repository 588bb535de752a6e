package dev.otagate.diagnosis;

import java.util.function.Consumer;

/**
 * A mistake that a client can make in signing.
 *
 * @param code the key of its texts
 * @param detail what its texts name, such as a parameter; may be empty
 * @param part of the signature that it changes
 * @param change makes the mistake in a draft
 */
record KnownMistake<D extends Draft>(String code, String detail, Part part, Consumer<D> change) {
    /** The parts of a signature. Mistakes in the same part exclude each other, except those in parameters and in characters. */
    enum Part {
        METHOD,
        PATH,
        PARAMETERS,
        TIMESTAMP,
        ORDER,
        ENCODING,
        SPACE,
        HEX,
        CHARSET,
        CHARACTERS,
        SEPARATOR,
        EQUALS,
        QUERY,
        OUTER,
        WHOLE,
        HEADERS,
        HOST,
        HEADER_LINES,
        HEADER_LIST,
        BODY_HASH,
        HASH,
        SCHEME,
        SECRET,
        SUFFIX,
        ALGORITHM;

        /** Whether it is a part of the key or of its use: the string to sign is correct. */
        boolean isOfKey() {
            return this == SECRET || this == SUFFIX || this == ALGORITHM;
        }
    }

    KnownMistake(String code, Part part, Consumer<D> change) {
        this(code, "", part, change);
    }

    boolean combinesWith(KnownMistake<?> other) {
        return part != other.part || part == Part.PARAMETERS || part == Part.CHARACTERS;
    }

    Mistake described() {
        return MistakeTexts.describe(code, detail);
    }
}
