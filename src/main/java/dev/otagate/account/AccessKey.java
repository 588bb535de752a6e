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

    /** By id and account: comparing secrets would need constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AccessKey key && id.equals(key.id) && account.equals(key.account);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
