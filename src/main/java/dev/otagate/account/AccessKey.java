package dev.otagate.account;

/**
 * What a client signs with.
 *
 * @param secret the AccessKeySecret's bytes; not to be changed, never printed
 */
public record AccessKey(String id, byte[] secret, boolean enabled, Account account) {
    @Override
    public String toString() {
        return "AccessKey[" + id + (enabled ? "" : ", disabled") + "]";
    }

    /** By id and account: a secret is not compared where time could tell it. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AccessKey key && id.equals(key.id) && account.equals(key.account);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
