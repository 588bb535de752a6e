package dev.otagate.account;

/**
 * A key as it is shown once, when it is made.
 *
 * @param accessKeySecret never printed but by the command that made it
 */
public record NewAccessKey(String accessKeyId, String accessKeySecret) {
    @Override
    public String toString() {
        return "NewAccessKey[" + accessKeyId + "]";
    }
}
