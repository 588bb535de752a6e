package dev.otagate.response;

import dev.otagate.parameter.Acs3Headers;
import dev.otagate.parameter.Format;
import dev.otagate.parameter.Parameters;
import java.util.function.UnaryOperator;

/**
 * Chooses the dialect and the format of a response (contract: "Two dialects, one behaviour"): Alibaba's dialect if the request has a
 * version, else Tuya's.
 */
public final class Dialects {
    private Dialects() {}

    /**
     * The response in the client's dialect and format.
     *
     * @param parameters those of the request, as far as they could be decoded
     * @param headers returns a header's value by its lower-case name, {@code null} if it is absent
     */
    public static EncodedResponse encode(Response response, Parameters parameters, UnaryOperator<String> headers) {
        boolean hasVersion = parameters.get("Version") != null || headers.apply("x-acs-version") != null;
        Format defaultFormat =
                hasVersion && !Acs3Headers.isScheme(headers.apply("authorization")) ? Format.XML : Format.JSON;
        Document document = hasVersion ? AlibabaDialect.document(response) : TuyaDialect.document(response);
        return switch (Format.named(parameters.getOrEmpty("Format")).orElse(defaultFormat)) {
            case JSON -> JsonEncoder.encode(document);
            case XML -> XmlEncoder.encode(document);
        };
    }
}
