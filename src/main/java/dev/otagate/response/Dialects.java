package dev.otagate.response;

import dev.otagate.failure.ErrorCode;
import dev.otagate.parameter.Acs3Headers;
import dev.otagate.parameter.Format;
import dev.otagate.parameter.Parameters;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Chooses the dialect and the format of a response (contract: "Two dialects, one behaviour"): Alibaba's dialect if the request has a
 * version, else Tuya's.
 *
 * @param console the URL of the console, whose pages of error codes the field Recommend points to; empty if there is none
 */
public record Dialects(Optional<URI> console) {
    /**
     * The response in the client's dialect and format.
     *
     * @param parameters those of the request, as far as they could be decoded
     * @param headers returns a header's value by its lower-case name, {@code null} if it is absent
     */
    public EncodedResponse encode(Response response, Parameters parameters, UnaryOperator<String> headers) {
        boolean hasVersion = parameters.get("Version") != null || headers.apply("x-acs-version") != null;
        Format defaultFormat =
                hasVersion && !Acs3Headers.isScheme(headers.apply("authorization")) ? Format.XML : Format.JSON;
        Document document =
                hasVersion ? AlibabaDialect.document(response, this::recommendation) : TuyaDialect.document(response);
        return switch (Format.named(parameters.getOrEmpty("Format")).orElse(defaultFormat)) {
            case JSON -> JsonEncoder.encode(document);
            case XML -> XmlEncoder.encode(document);
        };
    }

    private String recommendation(ErrorCode code) {
        return console.map(url -> url + "#/code/" + code.code())
                .orElseGet(() -> "See the code " + code.code() + " in the API reference.");
    }
}
