package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;

/** {@code QueryProduct}: what is known of a product. */
final class QueryProduct {
    private static final List<Parameter> PARAMETERS = List.of(ModuleParameters.PRODUCT_KEY);

    static final Operation OPERATION = Operation.query(
            "QueryProduct",
            "Tells what is known of a product.",
            PARAMETERS,
            RowStatement.of(
                    new StatementText(PARAMETERS, "query-product.sql").rowsOfOutcomes(),
                    new Outcomes(ErrorCode.UNKNOWN_PRODUCT)),
            List.of(AnswerField.object(
                    "data",
                    "The product.",
                    AnswerField.text("aliyunCommodityCode", "iothub_senior or iothub."),
                    AnswerField.text("authType", "How devices authenticate."),
                    AnswerField.number("dataFormat", "0 or 1."),
                    AnswerField.text("description", "Empty where none was given."),
                    AnswerField.number("deviceCount", "Always 0: the gateway knows no devices."),
                    AnswerField.number("gmtCreate", "Milliseconds since the epoch."),
                    AnswerField.truth("id2", "Always false."),
                    AnswerField.number("netType", "3 WIFI, 5 LORA, 6 CELLULAR, 7 ETHERNET, 8 OTHER."),
                    AnswerField.number("nodeType", "0 a device, 1 a gateway."),
                    AnswerField.truth("owner", "Always true: other accounts' products are not told of."),
                    AnswerField.text("productKey", "The product's key."),
                    AnswerField.text("productName", "The product's name."),
                    AnswerField.text("productStatus", "Always DEVELOPMENT_STATUS."),
                    AnswerField.text("protocolType", "Absent where none was given."))));

    private QueryProduct() {}
}
