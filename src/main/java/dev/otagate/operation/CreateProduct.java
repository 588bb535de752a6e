package dev.otagate.operation;

import dev.otagate.failure.ErrorCode;
import java.util.List;
import java.util.Optional;

/** {@code CreateProduct}: creates a product with a key that the gateway issues. */
final class CreateProduct {
    private static final List<Parameter> PARAMETERS = List.of(
            ProductParameters.NODE_TYPE,
            ProductParameters.PRODUCT_NAME,
            ProductParameters.DESCRIPTION,
            ProductParameters.DATA_FORMAT,
            ProductParameters.NET_TYPE,
            ProductParameters.AUTH_TYPE,
            ProductParameters.PROTOCOL_TYPE,
            ProductParameters.COMMODITY_CODE);
    private static final StatementText TEXT = new StatementText(PARAMETERS, "create-product.sql");
    private static final Outcomes MEANINGS = new Outcomes(ErrorCode.PRODUCT_NAME_TAKEN);

    static final Operation OPERATION = new Operation(
            "CreateProduct",
            "Creates a product; the gateway issues its key of 11 characters.",
            PARAMETERS,
            RowStatement.of(TEXT.rowsOfOutcomes(), MEANINGS),
            Optional.of(RowStatement.of(TEXT.storedOutcomes(), MEANINGS)),
            List.of(
                    AnswerField.object(
                            "data",
                            "The product.",
                            AnswerField.text("aliyunCommodityCode", "iothub_senior or iothub."),
                            AnswerField.text("authType", "How devices authenticate."),
                            AnswerField.number("dataFormat", "0 or 1."),
                            AnswerField.text("description", "Absent where none was given."),
                            AnswerField.truth("id2", "Always false."),
                            AnswerField.number("nodeType", "0 or 1."),
                            AnswerField.text("productKey", "The issued key."),
                            AnswerField.text("productName", "The given name."),
                            AnswerField.text("protocolType", "Absent where none was given.")),
                    AnswerField.text("productKey", "The issued key.")));

    private CreateProduct() {}
}
