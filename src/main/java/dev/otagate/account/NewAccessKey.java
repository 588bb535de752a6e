package dev.otagate.account;

/** A new key, or a key with a new secret. Only the command that created the secret prints it. */
public record NewAccessKey(String accessKeyId, String accessKeySecret) {
    @Override
    public String toString() {
        return "NewAccessKey[" + accessKeyId + "]";
    }
}
