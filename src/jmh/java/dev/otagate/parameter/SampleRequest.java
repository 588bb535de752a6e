package dev.otagate.parameter;

import java.nio.charset.StandardCharsets;

/** The request that the benchmarks take: ten parameters, as an SDK sends them. */
public final class SampleRequest {
    /** The AccessKeySecret that signs it. */
    public static final byte[] SECRET = "2dHn2nDgO5gkQxIRqJz4yC0bXvT9aW".getBytes(StandardCharsets.US_ASCII);

    /** Its query, percent-encoded. */
    public static final byte[] QUERY = ("AccessKeyId=LTAI1Sd02OZ0xC3TuURElQDG&Action=CreateOTAModule"
                    + "&AliasName=%E8%93%9D%E7%89%99%E6%A8%A1%E5%9D%97&Desc=BLE%20module&ModuleName=ble"
                    + "&ProductKey=a1uctKe0000&SignatureMethod=HMAC-SHA1"
                    + "&SignatureNonce=d2fce065-8238-4ee2-a793-0226f69b0542&Timestamp=2026-11-23T15%3A51%3A40Z"
                    + "&Signature=kjMEga5o57PHkAYU4KI%2B7KQ%2FNh0%3D")
            .getBytes(StandardCharsets.US_ASCII);

    private SampleRequest() {}

    /** Its parameters, decoded. */
    public static Parameters parameters() {
        FormDecoder decoder = new FormDecoder();
        decoder.add(QUERY);
        return decoder.parameters();
    }
}
