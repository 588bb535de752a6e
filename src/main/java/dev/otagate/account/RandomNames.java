package dev.otagate.account;

import java.security.SecureRandom;

/** Creates random ids, secrets and product keys of letters and digits. Thread-safe. */
final class RandomNames {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SecureRandom random = new SecureRandom();

    /** 24 characters, like Alibaba's. */
    String accessKeyId() {
        return "LTAI" + letters(20);
    }

    /** 30 characters: 178 bits. */
    String accessKeySecret() {
        return letters(30);
    }

    /** 11 characters, like Alibaba's. */
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
