package dev.otagate.account;

/** An access key, with which a client signs. Nothing changes or prints the bytes of its secret. */
public record AccessKey(String id, byte[] secret, boolean enabled, Account account) {
    @Override
    public String toString() {
        return "AccessKey[" + id + (enabled ? "" : ", disabled") + "]";
    }

    /** Compares no secrets: the time that this takes could reveal them. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AccessKey key && id.equals(key.id) && account.equals(key.account);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
