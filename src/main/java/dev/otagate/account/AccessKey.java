package dev.otagate.account;

/**
 * An access key, with which a client signs.
 *
 * @param secret the bytes of the AccessKeySecret; never changed, never printed
 */
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
