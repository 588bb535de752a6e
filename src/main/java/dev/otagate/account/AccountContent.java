package dev.otagate.account;

/** The numbers of what belongs to an account. */
public record AccountContent(long accessKeys, long products, long modules) {}
