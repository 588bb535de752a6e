package dev.otagate.diagnosis;

/**
 * A known mistake in signing.
 *
 * @param code stable, such as {@code space-as-plus}
 * @param title one short sentence
 * @param explanation what the client did
 * @param fix what the client has to do
 */
public record Mistake(String code, String title, String explanation, String fix) {}
