package dev.otagate.transfer;

/** The secret of an access key. Its text form never shows it. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    String value() {
        return value;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
