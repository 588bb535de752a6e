package dev.otagate.config;

/**
 * Retries.
 *
 * @param answerResends whether a resend of a change gets the first response again, instead of SignatureNonceUsed
 */
public record RetryConfig(boolean answerResends) {}
