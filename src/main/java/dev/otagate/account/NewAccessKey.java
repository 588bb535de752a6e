package dev.otagate.account;

/**
 * A new key, or a key with a new secret.
 *
 * @param accessKeySecret printed only by the command that created it
 */
public record NewAccessKey(String accessKeyId, String accessKeySecret) {
    @Override
    public String toString() {
        return "NewAccessKey[" + accessKeyId + "]";
    }
}
