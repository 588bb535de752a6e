package dev.otagate.response;

import dev.otagate.parameter.Acs3Headers;
import dev.otagate.parameter.Format;
import dev.otagate.parameter.Parameters;
import java.util.function.UnaryOperator;

/**
 * Chooses the dialect and the format of a response (contract: "Two dialects, one behaviour"): Alibaba's where the request names
 * a version, Tuya's otherwise.
 */
public final class Dialects {
    private final Dialect tuya = new TuyaDialect();
    private final Dialect alibaba = new AlibabaDialect();

    /**
     * The response in the client's dialect and format.
     *
     * @param parameters those of the request, as far as they could be decoded
     * @param headers gives a header's value by its lower-case name, {@code null} where it is absent
     */
    public EncodedResponse encode(Response response, Parameters parameters, UnaryOperator<String> headers) {
        boolean hasVersion = parameters.get("Version") != null || headers.apply("x-acs-version") != null;
        Format byDefault =
                hasVersion && !Acs3Headers.isScheme(headers.apply("authorization")) ? Format.XML : Format.JSON;
        Format format = Format.named(parameters.getOrEmpty("Format")).orElse(byDefault);
        return (hasVersion ? alibaba : tuya).encode(response, format);
    }
}
