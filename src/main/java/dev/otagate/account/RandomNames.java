package dev.otagate.account;

import java.security.SecureRandom;

/** Makes ids, secrets and product keys out of letters and digits, from a cryptographic generator. Thread-safe. */
final class RandomNames {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SecureRandom random = new SecureRandom();

    /** 24 characters, as Alibaba's have them. */
    String accessKeyId() {
        return "LTAI" + letters(20);
    }

    /** 30 characters: 178 bits. */
    String accessKeySecret() {
        return letters(30);
    }

    /** 11 characters, as Alibaba's have them. */
    String productKey() {
        return "a1" + letters(9);
    }

    private String letters(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
