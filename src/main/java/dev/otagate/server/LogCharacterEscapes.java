package dev.otagate.server;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;

/** Escapes the same characters in the JSON log as {@link LogText} in the text log, so that each line is one object for any reader. */
final class LogCharacterEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7F;

    private final int[] ascii = standardAsciiEscapesForJSON();

    LogCharacterEscapes() {
        ascii[DELETE] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii.clone();
    }

    // Called for each char beyond ASCII. The generator handles surrogates.
    @Override
    public SerializableString getEscapeSequence(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return surrogate || LogText.isPrintable(c) ? null : new SerializedString(LogText.escape(c));
    }
}
