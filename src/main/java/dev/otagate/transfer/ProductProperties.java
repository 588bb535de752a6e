package dev.otagate.transfer;

import java.util.Optional;

/**
 * The properties of a product that never change, with the values of QueryProduct.
 *
 * @param netType 3 Wi-Fi, 5 LoRa, 6 cellular, 7 Ethernet, 8 other
 */
public record ProductProperties(
        int nodeType,
        int dataFormat,
        int netType,
        String authType,
        Optional<String> protocolType,
        String commodityCode) {
    /** The properties of a product that was created without any. */
    public static final ProductProperties DEFAULT =
            new ProductProperties(0, 1, 3, "secret", Optional.empty(), "iothub_senior");
}
