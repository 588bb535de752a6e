package dev.otagate.config;

/**
 * How retries are answered.
 *
 * @param answerResends whether the same signed change once more gets its first response again, instead of SignatureNonceUsed
 */
public record RetryConfig(boolean answerResends) {}
