package dev.otagate.transfer;

import java.util.HashMap;
import java.util.Map;

/** Products and modules as parameters of the API. An absent parameter has no entry. */
final class ApiParameters {
    static final String PRODUCT_KEY = "ProductKey";
    static final String PRODUCT_NAME = "ProductName";
    static final String DESCRIPTION = "Description";
    static final String MODULE_NAME = "ModuleName";
    static final String ALIAS_NAME = "AliasName";
    static final String DESC = "Desc";

    private static final Map<Integer, String> NET_TYPES =
            Map.of(3, "WIFI", 5, "LORA", 6, "CELLULAR", 7, "ETHERNET", 8, "OTHER");

    private ApiParameters() {}

    /** The parameters of CreateProduct. */
    static Map<String, String> of(ProductData product) {
        ProductProperties properties = product.properties();
        Map<String, String> parameters = new HashMap<>(Map.of(
                PRODUCT_KEY,
                product.productKey(),
                PRODUCT_NAME,
                product.name(),
                DESCRIPTION,
                product.description(),
                "NodeType",
                Integer.toString(properties.nodeType()),
                "DataFormat",
                Integer.toString(properties.dataFormat()),
                "NetType",
                NET_TYPES.getOrDefault(properties.netType(), Integer.toString(properties.netType())),
                "AuthType",
                properties.authType(),
                "AliyunCommodityCode",
                properties.commodityCode()));
        properties.protocolType().ifPresent(type -> parameters.put("ProtocolType", type));
        return parameters;
    }

    /** The parameters of CreateOTAModule. */
    static Map<String, String> of(ModuleData module) {
        Map<String, String> parameters =
                new HashMap<>(Map.of(PRODUCT_KEY, module.productKey(), MODULE_NAME, module.moduleName()));
        module.aliasName().ifPresent(alias -> parameters.put(ALIAS_NAME, alias));
        module.desc().ifPresent(desc -> parameters.put(DESC, desc));
        return parameters;
    }
}
