package dev.otagate.tls;

/** Describes a file without a PEM block, and how to convert it to PEM. */
final class UnknownForm {
    private static final int DER_SEQUENCE = 0x30;
    private static final int DER_INTEGER = 0x02;
    private static final int LONG_LENGTH = 0x80;
    private static final int JAVA_KEY_STORE = 0xFE;
    private static final int PKCS12_VERSION = 3;

    private UnknownForm() {}

    static String describe(byte[] content) {
        if (content.length == 0) {
            return "is empty";
        }
        int first = content[0] & 0xFF;
        if (first == JAVA_KEY_STORE) {
            return "is a Java key store, not PEM; convert it with keytool -importkeystore and openssl pkcs12";
        }
        if (first != DER_SEQUENCE) {
            return "has no PEM block (-----BEGIN ...-----)";
        }
        return switch (versionAtStart(content)) {
            case PKCS12_VERSION -> "is PKCS#12, not PEM; convert it: openssl pkcs12 -in FILE -nodes -out NEW.pem";
            case 0, 1 -> "is DER, not PEM; convert it: openssl pkey -inform DER -in FILE -out NEW.pem";
            default -> "is DER, not PEM; convert it: openssl x509 -inform DER -in FILE -out NEW.pem";
        };
    }

    // Keys and PKCS#12 start with a small number, certificates with another sequence.
    private static int versionAtStart(byte[] der) {
        if (der.length < 2) {
            return -1;
        }
        int length = der[1] & 0xFF;
        int start = length < LONG_LENGTH ? 2 : 2 + length - LONG_LENGTH;
        return start + 2 < der.length && der[start] == DER_INTEGER && der[start + 1] == 1 ? der[start + 2] : -1;
    }
}
