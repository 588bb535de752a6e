package dev.otagate.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Converts older formats of private keys to PKCS#8, which the JDK reads. */
final class Pkcs8 {
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int PARAMETERS = 0xA0;
    private static final int LONG_LENGTH = 0x80;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};
    private static final byte[] RSA = {
        0x30, 0x0D, 0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    private static final byte[] EC = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};

    private Pkcs8() {}

    /** @param pkcs1 RFC 8017's RSAPrivateKey */
    static byte[] ofRsa(byte[] pkcs1) {
        return element(SEQUENCE, VERSION, RSA, element(OCTET_STRING, pkcs1));
    }

    /**
     * Throws a runtime exception if the key is incomplete.
     *
     * @param sec1 RFC 5915's ECPrivateKey, which must name its curve
     */
    static byte[] ofEc(byte[] sec1) {
        ByteBuffer key = content(ByteBuffer.wrap(sec1), SEQUENCE);
        while (key.hasRemaining()) {
            int tag = key.get(key.position()) & 0xFF;
            ByteBuffer field = content(key, tag);
            if (tag == PARAMETERS) {
                byte[] curve = new byte[field.remaining()];
                field.get(curve);
                return element(SEQUENCE, VERSION, element(SEQUENCE, EC, curve), element(OCTET_STRING, sec1));
            }
        }
        throw new IllegalArgumentException("the key names no curve");
    }

    /** Returns the parameters of an EC key, which name its curve; empty for a key of another algorithm. */
    static Optional<byte[]> curve(byte[] pkcs8) {
        ByteBuffer key = content(ByteBuffer.wrap(pkcs8), SEQUENCE);
        key.position(VERSION.length);
        ByteBuffer algorithm = content(key, SEQUENCE);
        ByteBuffer ec = ByteBuffer.wrap(EC);
        if (algorithm.mismatch(ec) != EC.length) {
            return Optional.empty();
        }
        algorithm.position(EC.length);
        byte[] curve = new byte[algorithm.remaining()];
        algorithm.get(curve);
        return Optional.of(curve);
    }

    private static ByteBuffer content(ByteBuffer der, int tag) {
        if ((der.get() & 0xFF) != tag) {
            throw new IllegalArgumentException("not the tag that is expected");
        }
        int length = der.get() & 0xFF;
        if (length >= LONG_LENGTH) {
            int octets = length - LONG_LENGTH;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | der.get() & 0xFF;
            }
        }
        ByteBuffer content = der.slice(der.position(), length);
        der.position(der.position() + length);
        return content;
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.size() < LONG_LENGTH) {
            element.write(content.size());
        } else {
            byte[] length = BigInteger.valueOf(content.size()).toByteArray();
            // BigInteger may add a leading zero as sign, which DER does not allow.
            int start = length[0] == 0 ? 1 : 0;
            element.write(LONG_LENGTH + length.length - start);
            element.write(length, start, length.length - start);
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
