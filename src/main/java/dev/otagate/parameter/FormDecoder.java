package dev.otagate.parameter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes {@code application/x-www-form-urlencoded} bytes strictly (contract: "A parameter given twice ..."). Malformed are: a parameter
 * given twice, an invalid escape or UTF-8 sequence, a parameter without a name, and one parameter too many.
 *
 * <p>One decoder decodes the query and then the body of one request. Not thread-safe.
 */
public final class FormDecoder {
    /** The default number of parameters that a request may have. */
    public static final int DEFAULT_MAX_PARAMETERS = 256;

    private final int maxParameters;
    private int parameters;
    private Map<String, String> values = new LinkedHashMap<>(32);
    private boolean handedOut;
    private String malformed;

    public FormDecoder() {
        this(DEFAULT_MAX_PARAMETERS);
    }

    /** @param maxParameters how many parameters are decoded; one more is malformed and ends the decoding */
    public FormDecoder(int maxParameters) {
        this.maxParameters = maxParameters;
    }

    /** Decodes a query or form body; {@code +} is a space. */
    public void add(byte[] form) {
        if (handedOut && form.length > 0) {
            values = new LinkedHashMap<>(values);
            handedOut = false;
        }
        int start = 0;
        while (start < form.length && parameters <= maxParameters) {
            int end = indexOf(form, '&', start, form.length);
            if (end > start) {
                addPair(form, start, end);
            }
            start = end + 1;
        }
    }

    /** Returns the parameters decoded so far, with the first value of one that was given twice. */
    public Parameters parameters() {
        handedOut = true;
        return new Parameters(values);
    }

    /** Returns the name of the first malformed parameter; its raw form if the name itself is malformed. */
    public Optional<String> malformed() {
        return Optional.ofNullable(malformed);
    }

    private void addPair(byte[] form, int start, int end) {
        int equals = indexOf(form, '=', start, end);
        String name = decode(form, start, equals);
        if (++parameters > maxParameters) {
            reject(name == null ? raw(form, start, equals) : name);
            return;
        }
        String value = equals < end ? decode(form, equals + 1, end) : "";
        if (name == null || name.isEmpty()) {
            reject(raw(form, start, equals));
        } else if (value == null || values.putIfAbsent(name, value) != null) {
            reject(name);
        }
    }

    private void reject(String name) {
        if (malformed == null) {
            malformed = name;
        }
    }

    private static String raw(byte[] form, int start, int end) {
        return new String(form, start, end - start, StandardCharsets.US_ASCII);
    }

    private static int indexOf(byte[] form, char wanted, int start, int end) {
        for (int i = start; i < end; i++) {
            if (form[i] == wanted) {
                return i;
            }
        }
        return end;
    }

    private static String decode(byte[] form, int start, int end) {
        byte[] decoded = new byte[end - start];
        int length = 0;
        boolean ascii = true;
        for (int i = start; i < end; i++) {
            int octet = form[i];
            if (octet == '+') {
                octet = ' ';
            } else if (octet == '%') {
                octet = i + 2 < end ? hex(form[i + 1]) << 4 | hex(form[i + 2]) : -1;
                if (octet < 0) {
                    return null;
                }
                i += 2;
            }
            ascii &= octet >= 0 && octet < 0x80;
            decoded[length++] = (byte) octet;
        }
        return ascii
                ? new String(decoded, 0, length, StandardCharsets.ISO_8859_1)
                : decodeUtf8(ByteBuffer.wrap(decoded, 0, length));
    }

    private static String decodeUtf8(ByteBuffer octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(octets)
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    // Returns -1 for an invalid digit: the result of shift and "or" is then negative, too.
    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }
}
