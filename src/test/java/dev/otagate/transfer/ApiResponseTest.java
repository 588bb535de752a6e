package dev.otagate.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiResponseTest {
    @ParameterizedTest
    @CsvSource({"IncompleteSignature", "SomeCodeOfAProxy"})
    void showsNoStringToSign(String code) {
        ApiResponse response = new ApiResponse(
                400,
                new JsonObject()
                        .put("Code", code)
                        .put("Message", "It is wrong. Server String To Sign is:GET&%2F&AccessKeyId%3DLTAI"));
        assertThat(response.message()).isEqualTo("It is wrong. Server ...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Throttling.Api",
                "Iot.system.SystemException",
                "iot.common.QueryProductActionError",
                "iot.common.QueryProductCountActionError",
                "InternalError.Timeout",
                "ServiceUnavailableTemporary"
            })
    void retriesWhatIsTemporary(String code) {
        assertThat(failed(code).temporary()).isTrue();
    }

    @Test
    void doesNotRetryOtherErrors() {
        assertThat(failed("iot.prod.NotExistedProduct").temporary()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|false|false",
                "{\"status\":\"ok\"}|false|false",
                "{\"Success\":true}|true|true",
                "{\"success\":\"true\",\"code\":\"200\"}|true|true",
                "{\"data\":[]}|true|true",
                "{\"Success\":false,\"Code\":\"x\"}|true|false",
                "{\"Code\":\"x\"}|true|false"
            })
    void takesNoOtherJsonForASuccess(String body, boolean isOfApi, boolean success) {
        ApiResponse response = new ApiResponse(200, new JsonObject(body));
        assertThat(response.isOfApi()).isEqualTo(isOfApi);
        assertThat(response.success()).isEqualTo(success);
    }

    private static ApiResponse failed(String code) {
        return new ApiResponse(200, new JsonObject().put("success", false).put("code", code));
    }
}
