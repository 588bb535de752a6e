package dev.otagate.diagnosis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The octets that a signature may stand for, by the forms in which clients write it. */
final class SignatureForms {
    // A prefix of 80 bits is no coincidence.
    private static final int SHORTEST = 10;
    private static final Pattern HEX_AT_END = Pattern.compile("(?:^|[^0-9A-Fa-f])([0-9A-Fa-f]{32,128})\\s*$");

    private record Form(String code, byte[] octets) {}

    private final List<Form> forms = new ArrayList<>();
    private final String sent;
    private final boolean hex;

    /** @param hex whether the correct form is hexadecimal; otherwise it is Base64 */
    SignatureForms(String sent, boolean hex) {
        this.sent = sent;
        this.hex = hex;
        if (hex) {
            addHex("", sent);
            addHex("signature-with-space", stripped(sent));
            addHex("signature-upper-case", sent.toLowerCase(Locale.ROOT));
            addHexOfTool(sent);
            addBase64("signature-base64", stripped(sent).replace('-', '+').replace('_', '/'));
        } else {
            addBase64("", sent);
            addBase64("signature-with-space", stripped(sent));
            addBase64("signature-plus-not-encoded", sent.replace(' ', '+'));
            addBase64("signature-base64-url", sent.replace('-', '+').replace('_', '/'));
            addBase64("signature-without-padding", padded(sent));
            addBase64("signature-encoded-twice", Pair.decode(sent.replace("+", "%2B")));
            addHexOfTool(sent);
        }
    }

    private static String stripped(String text) {
        return text.replaceAll("[\\s\"']", "");
    }

    private static String padded(String text) {
        String url = text.replace(' ', '+').replace('-', '+').replace('_', '/');
        return url + "=".repeat((4 - url.length() % 4) % 4);
    }

    private void addHex(String code, String text) {
        if (text.equals(text.toLowerCase(Locale.ROOT))) {
            try {
                add(code, HexFormat.of().parseHex(text));
            } catch (IllegalArgumentException e) {
                // Another form.
            }
        }
    }

    private void addBase64(String code, String text) {
        try {
            byte[] octets = Base64.getDecoder().decode(text);
            // Java decodes a text without padding, too.
            if (Base64.getEncoder().encodeToString(octets).equals(text)) {
                add(code, octets);
                Matcher inner = HEX_AT_END.matcher(new String(octets, StandardCharsets.ISO_8859_1));
                if (inner.find()) {
                    add("signature-base64-of-hex", HexFormat.of().parseHex(even(inner.group(1))));
                }
            }
        } catch (IllegalArgumentException e) {
            // Another form.
        }
    }

    // The output of openssl dgst without -binary.
    private void addHexOfTool(String text) {
        Matcher end = HEX_AT_END.matcher(text);
        if (end.find()) {
            add(hex ? "signature-with-text" : "signature-hex", HexFormat.of().parseHex(even(end.group(1))));
        }
    }

    private static String even(String digits) {
        return digits.substring(digits.length() % 2);
    }

    private void add(String code, byte[] octets) {
        if (octets.length >= SHORTEST) {
            forms.add(new Form(code, octets));
        }
    }

    /** The code of the form in which the signature is this digest, empty text for the correct form; nothing if it is another digest. */
    Optional<String> match(byte[] digest) {
        for (Form form : forms) {
            if (MessageDigest.isEqual(form.octets(), digest)) {
                return Optional.of(form.code());
            }
        }
        for (Form form : forms) {
            if (form.octets().length < digest.length
                    && MessageDigest.isEqual(form.octets(), Arrays.copyOf(digest, form.octets().length))) {
                return Optional.of("signature-truncated");
            }
        }
        return !hex && sent.equalsIgnoreCase(Base64.getEncoder().encodeToString(digest))
                ? Optional.of("signature-case-changed")
                : Optional.empty();
    }
}
