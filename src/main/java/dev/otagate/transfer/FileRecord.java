package dev.otagate.transfer;

import java.util.List;
import java.util.Map;

/**
 * A record of an export: a product, a module of the product before it, or the end.
 *
 * @param line where it begins, from 1
 * @param fields the fields that have a value, by name
 */
record FileRecord(long line, String type, Map<String, String> fields) {
    static final int VERSION = 1;
    static final String FORMAT = "otagate-export";
    static final String PRODUCT = "product";
    static final String MODULE = "module";
    static final String END = "end";
    static final int MAX_TEXT = 65_536;

    static final String PRODUCT_KEY = "productKey";
    static final String PRODUCT_NAME = "productName";
    static final String DESCRIPTION = "description";
    static final String NODE_TYPE = "nodeType";
    static final String DATA_FORMAT = "dataFormat";
    static final String NET_TYPE = "netType";
    static final String AUTH_TYPE = "authType";
    static final String PROTOCOL_TYPE = "protocolType";
    static final String COMMODITY_CODE = "aliyunCommodityCode";
    static final String MODULE_NAME = "moduleName";
    static final String ALIAS_NAME = "aliasName";
    static final String DESC = "desc";
    static final String CREATED = "gmtCreate";
    static final String MODIFIED = "gmtModified";
    static final String PRODUCTS = "products";
    static final String MODULES = "modules";

    /** The names of all fields, in the order of CSV's columns. */
    static final List<String> FIELDS = List.of(
            PRODUCT_KEY,
            PRODUCT_NAME,
            DESCRIPTION,
            NODE_TYPE,
            DATA_FORMAT,
            NET_TYPE,
            AUTH_TYPE,
            PROTOCOL_TYPE,
            COMMODITY_CODE,
            MODULE_NAME,
            ALIAS_NAME,
            DESC,
            CREATED,
            MODIFIED,
            PRODUCTS,
            MODULES);
}
