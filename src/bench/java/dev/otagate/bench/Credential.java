package dev.otagate.bench;

/** An access key that requests are signed with. */
record Credential(String accessKeyId, String secret) {
    @Override
    public String toString() {
        return accessKeyId;
    }
}
