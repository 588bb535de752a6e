package dev.otagate.operation;

import java.util.List;

/** {@code QueryProductList}: the caller's products, oldest first, a page at a time. */
final class QueryProductList {
    private static final String LIST_ELEMENT = "productInfo";
    private static final List<Parameter> PARAMETERS =
            List.of(ProductParameters.CURRENT_PAGE, ProductParameters.PAGE_SIZE, ProductParameters.COMMODITY_CODE);

    static final Operation OPERATION = Operation.query(
            "QueryProductList",
            "Lists the caller's products, oldest first, a page at a time.",
            PARAMETERS,
            // A page far into a million products takes the database hundreds of milliseconds.
            new Statements(PARAMETERS, "query-product-list.sql").rows().slow().wrapping(LIST_ELEMENT),
            ResponseField.object(
                    "data",
                    "A page.",
                    ResponseField.number("currentPage", "The page, from 1."),
                    ResponseField.number("pageCount", "The number of pages."),
                    ResponseField.number("pageSize", "Products on a page."),
                    ResponseField.number("total", "Products of the account."),
                    ResponseField.wrappedList(
                            "list",
                            LIST_ELEMENT,
                            "The products of the page.",
                            ResponseField.text("authType", "How devices authenticate."),
                            ResponseField.number("dataFormat", "0 or 1."),
                            ResponseField.text("description", "Empty if none was given."),
                            ResponseField.number("deviceCount", "Always 0: the gateway has no devices."),
                            ResponseField.number("gmtCreate", "Milliseconds since the epoch."),
                            ResponseField.number("nodeType", "0 a device, 1 a gateway."),
                            ResponseField.text("productKey", "The product's key."),
                            ResponseField.text("productName", "The product's name."))));

    private QueryProductList() {}
}
