package dev.otagate.parameter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes {@code application/x-www-form-urlencoded} bytes strictly: a parameter given twice, an unknown escape, an invalid
 * UTF-8 sequence or a nameless parameter is malformed, never guessed at (contract: "A parameter given twice ..."). So is one
 * parameter too many.
 *
 * <p>One decoder takes the query and then the body of one request; not thread-safe.
 */
public final class FormDecoder {
    /** The parameters that a request may have by default. */
    public static final int DEFAULT_MAX_PARAMETERS = 256;

    private final int maxParameters;
    private int parameters;
    private Map<String, String> values = new LinkedHashMap<>(32);
    private boolean handedOut;
    private String malformed;

    /** A decoder of as many parameters as the gateway takes by default. */
    public FormDecoder() {
        this(DEFAULT_MAX_PARAMETERS);
    }

    /** @param maxParameters how many are decoded; one more is malformed and ends the decoding */
    public FormDecoder(int maxParameters) {
        this.maxParameters = maxParameters;
    }

    /** Adds the parameters of a query or form body; {@code +} is a space. */
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

    /** What was decoded so far; the first value of a parameter that was given twice. */
    public Parameters parameters() {
        handedOut = true;
        return new Parameters(values);
    }

    /** The name of the first malformed parameter, as far as it can be told; its raw form where the name itself is malformed. */
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

    // A negative result survives the shift and the "or" of two digits, so that one bad digit is seen.
    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }
}
