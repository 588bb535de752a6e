package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;

/**
 * The parameters of operations on products, as in Alibaba's API. Its other parameters belong to services that the gateway does not
 * have, such as thing models, and are ignored.
 */
final class ProductParameters {
    private static final int MIN_NAME = 4;
    private static final int MAX_NAME = 30;

    static final Parameter NODE_TYPE = Parameter.required(
            "NodeType",
            ErrorCode.INVALID_NODE_TYPE,
            ParameterRule.oneOf("0: a device, 1: a gateway.", "0", "1"),
            ErrorCode.INVALID_NODE_TYPE);

    private static final ParameterRule NAME_RULE = ParameterRule.textIf(
                    "Unique in the account; 4 to 30 characters, of which a Chinese or Japanese one counts two.",
                    MIN_NAME / 2,
                    MAX_NAME,
                    "^[\\p{Script=Han}\\u3040-\\u30FFA-Za-z0-9_@()-]*$",
                    ProductParameters::isProductName)
            .withExample("light_1");

    static final Parameter PRODUCT_NAME =
            Parameter.required("ProductName", ErrorCode.NULL_PRODUCT_NAME, NAME_RULE, ErrorCode.INVALID_PRODUCT_NAME);

    static final Parameter NEW_PRODUCT_NAME =
            Parameter.optional("ProductName", NAME_RULE, ErrorCode.INVALID_PRODUCT_NAME);

    static final Parameter NEW_PRODUCT_KEY = Parameter.optional(
            "ProductKey",
            ParameterRule.text(
                    "The key of the new product; default: the gateway issues one of 11 characters.",
                    1,
                    64,
                    "^[A-Za-z0-9]*$",
                    Characters::isLetterOrDigit),
            ErrorCode.INVALID_PRODUCT_KEY);

    static final Parameter DESCRIPTION =
            Parameter.optional("Description", ParameterRule.FREE_TEXT, ErrorCode.LONG_PRODUCT_DESC);

    static final Parameter DATA_FORMAT = Parameter.optional(
            "DataFormat",
            ParameterRule.oneOf("0: a format of the manufacturer, 1: Alink JSON (default).", "0", "1"),
            ErrorCode.INVALID_DATA_FORMAT);

    static final Parameter NET_TYPE = Parameter.optional(
            "NetType",
            ParameterRule.oneOf(
                    "How devices are connected; default WIFI.", "WIFI", "CELLULAR", "ETHERNET", "LORA", "OTHER"),
            ErrorCode.INVALID_NET_TYPE);

    static final Parameter AUTH_TYPE = Parameter.optional(
            "AuthType",
            ParameterRule.oneOf("How devices authenticate; default secret.", "secret", "id2", "x509"),
            ErrorCode.INVALID_AUTH_TYPE);

    static final Parameter PROTOCOL_TYPE = Parameter.optional(
            "ProtocolType",
            ParameterRule.oneOf(
                    "The protocol between devices and their gateway.",
                    "modbus",
                    "opc-ua",
                    "customize",
                    "ble",
                    "zigbee"),
            ErrorCode.INVALID_PROTOCOL_TYPE);

    static final Parameter COMMODITY_CODE = Parameter.optional(
            "AliyunCommodityCode",
            ParameterRule.oneOf("iothub_senior: with a thing model, iothub: without one.", "iothub_senior", "iothub"),
            ErrorCode.INVALID_COMMODITY_CODE);

    static final Parameter CURRENT_PAGE = Parameter.required(
            "CurrentPage",
            ErrorCode.INVALID_PAGE,
            ParameterRule.number("The page, from 1.", 1, Integer.MAX_VALUE).withExample("1"),
            ErrorCode.INVALID_PAGE);

    static final Parameter PAGE_SIZE = Parameter.required(
            "PageSize",
            ErrorCode.INVALID_PAGE,
            ParameterRule.number("Products on a page.", 1, 200).withExample("20"),
            ErrorCode.INVALID_PAGE);

    private ProductParameters() {}

    private static boolean isProductName(String value) {
        int width = value.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
        return width >= MIN_NAME
                && width <= MAX_NAME
                && value.codePoints()
                        .allMatch(c -> isWide(c) || Characters.isLetterOrDigit(c) || "_-@()".indexOf(c) >= 0);
    }

    private static boolean isWide(int c) {
        return Characters.isHan(c) || Characters.isKana(c);
    }
}
