package dev.otagate.server;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;

/** Escapes in the JSON log what {@link LogText} escapes in the text log, so that any reader of lines finds one object a line. */
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

    // Called for each char beyond ASCII; the halves of a character are left to the generator.
    @Override
    public SerializableString getEscapeSequence(int c) {
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return half || LogText.isPrintable(c) ? null : new SerializedString(LogText.escape(c));
    }
}
