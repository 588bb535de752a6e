package dev.otagate.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpClientConfig;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.iot.model.v20180120.CreateOTAModuleRequest;
import com.aliyuncs.iot.model.v20180120.CreateOTAModuleResponse;
import com.aliyuncs.iot.model.v20180120.CreateProductRequest;
import com.aliyuncs.iot.model.v20180120.CreateProductResponse;
import com.aliyuncs.iot.model.v20180120.DeleteOTAModuleRequest;
import com.aliyuncs.iot.model.v20180120.DeleteProductRequest;
import com.aliyuncs.iot.model.v20180120.ListOTAModuleByProductRequest;
import com.aliyuncs.iot.model.v20180120.ListOTAModuleByProductResponse;
import com.aliyuncs.iot.model.v20180120.QueryProductListRequest;
import com.aliyuncs.iot.model.v20180120.QueryProductListResponse;
import com.aliyuncs.iot.model.v20180120.QueryProductRequest;
import com.aliyuncs.iot.model.v20180120.QueryProductResponse;
import com.aliyuncs.iot.model.v20180120.UpdateOTAModuleRequest;
import com.aliyuncs.profile.DefaultProfile;
import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The vendor's classic SDK (aliyun-java-sdk-iot), unchanged but for its endpoint. */
class ClassicSdkIT extends SdkTest {
    static Stream<Arguments> variants() {
        return Stream.of(
                Arguments.of(false, SignatureVersion.V1, MethodType.POST, FormatType.JSON),
                Arguments.of(false, SignatureVersion.V1, MethodType.GET, FormatType.JSON),
                Arguments.of(false, SignatureVersion.V1, MethodType.POST, FormatType.XML),
                Arguments.of(false, SignatureVersion.V3, MethodType.POST, FormatType.JSON),
                Arguments.of(true, SignatureVersion.V1, MethodType.POST, FormatType.JSON),
                Arguments.of(true, SignatureVersion.V3, MethodType.POST, FormatType.JSON));
    }

    @ParameterizedTest(name = "TLS {0}, {1}, {2}, {3}")
    @MethodSource("variants")
    void createsListsUpdatesAndDeletes(boolean tls, SignatureVersion version, MethodType method, FormatType format)
            throws ClientException {
        DefaultAcsClient client = client(tls, key);
        String product = http.product(account);
        CreateOTAModuleRequest create = create(product, "ble");
        UpdateOTAModuleRequest update = new UpdateOTAModuleRequest();
        update.setProductKey(product);
        update.setModuleName("ble");
        update.setDesc("changed");
        ListOTAModuleByProductRequest list = new ListOTAModuleByProductRequest();
        list.setProductKey(product);
        DeleteOTAModuleRequest delete = new DeleteOTAModuleRequest();
        delete.setProductKey(product);
        delete.setModuleName("ble");
        for (RpcAcsRequest<?> request : new RpcAcsRequest<?>[] {create, update, list, delete}) {
            prepare(request, tls, version, method, format);
        }

        CreateOTAModuleResponse created = client.getAcsResponse(create);
        assertThat(created.getSuccess()).isTrue();
        assertThat(created.getRequestId()).matches("[0-9A-F-]{36}");
        assertThat(client.getAcsResponse(create).getCode()).isEqualTo("iot.ota.AlreadyExistedModuleName");
        ListOTAModuleByProductResponse listed = client.getAcsResponse(list);
        // Its XML reader does not take elements beside each other for a list.
        if (format == FormatType.JSON) {
            assertThat(listed.getData()).singleElement().satisfies(module -> {
                assertThat(module.getModuleName()).isEqualTo("ble");
                assertThat(module.getAliasName()).isEqualTo(ALIAS);
                assertThat(module.getDesc()).isEqualTo(DESC);
            });
        }
        assertThat(client.getAcsResponse(update).getSuccess()).isTrue();
        assertThat(client.getAcsResponse(delete).getSuccess()).isTrue();
        assertThat(client.getAcsResponse(delete).getCode()).isEqualTo("iot.ota.NotExistedModule");
        assertThat(client.getAcsResponse(list).getData()).isEmpty();
    }

    @ParameterizedTest(name = "TLS {0}, {1}, {2}, {3}")
    @MethodSource("variants")
    void provisionsProducts(boolean tls, SignatureVersion version, MethodType method, FormatType format)
            throws ClientException {
        Account own = http.account();
        DefaultAcsClient client = client(tls, http.key(own));
        CreateProductRequest create = new CreateProductRequest();
        create.setProductName("灯泡_1");
        create.setNodeType(0);
        create.setDescription(DESC);
        prepare(create, tls, version, method, format);
        CreateProductResponse created = client.getAcsResponse(create);
        assertThat(created.getSuccess()).isTrue();
        assertThat(created.getProductKey()).hasSize(11);
        assertThat(created.getData().getProductName()).isEqualTo("灯泡_1");

        QueryProductRequest query = new QueryProductRequest();
        query.setProductKey(created.getProductKey());
        prepare(query, tls, version, method, format);
        QueryProductResponse.Data product = client.getAcsResponse(query).getData();
        assertThat(product.getDescription()).isEqualTo(DESC);
        assertThat(product.getGmtCreate()).isGreaterThan(1_700_000_000_000L);
        assertThat(product.getOwner()).isTrue();

        QueryProductListRequest list = new QueryProductListRequest();
        list.setCurrentPage(1);
        list.setPageSize(10);
        prepare(list, tls, version, method, format);
        QueryProductListResponse.Data page = client.getAcsResponse(list).getData();
        assertThat(page.getTotal()).isOne();
        assertThat(page.getList())
                .singleElement()
                .satisfies(listed -> assertThat(listed.getProductKey()).isEqualTo(created.getProductKey()));

        DeleteProductRequest delete = new DeleteProductRequest();
        delete.setProductKey(created.getProductKey());
        prepare(delete, tls, version, method, format);
        assertThat(client.getAcsResponse(delete).getSuccess()).isTrue();
        assertThat(client.getAcsResponse(delete).getCode()).isEqualTo("iot.prod.NotExistedProduct");
    }

    @Test
    void learnsWhyItIsRejected() throws ClientException {
        String product = http.product(account);
        CreateOTAModuleResponse invalid = client(false, key).getAcsResponse(create(product, "b!e"));
        assertThat(invalid.getSuccess()).isFalse();
        assertThat(invalid.getCode()).isEqualTo("iot.ota.InvalidFormattedModuleName");
        assertThat(invalid.getErrorMessage()).contains("ModuleName");

        NewAccessKey wrong = new NewAccessKey(key.accessKeyId(), "wrong");
        assertThatThrownBy(() -> client(false, wrong).getAcsResponse(create(product, "x")))
                .isInstanceOfSatisfying(
                        ClientException.class,
                        failure -> assertThat(failure.getErrCode()).isEqualTo("SDK.InvalidAccessKeySecret"));
        assertThatThrownBy(
                        () -> client(false, new NewAccessKey("LTAInobody", "s")).getAcsResponse(create(product, "x")))
                .isInstanceOfSatisfying(
                        ClientException.class,
                        failure -> assertThat(failure.getErrCode()).isEqualTo("InvalidAccessKeyId.NotFound"));
    }

    @Test
    void learnsThatItIsThrottled() throws ClientException {
        Account slow = http.account(OptionalInt.of(1), OptionalInt.of(1));
        NewAccessKey slowKey = http.key(slow);
        String product = http.product(slow);
        assertThat(client(false, slowKey).getAcsResponse(create(product, "a")).getSuccess())
                .isTrue();

        assertThatThrownBy(() -> client(false, slowKey).getAcsResponse(create(product, "b")))
                .isInstanceOfSatisfying(ClientException.class, failure -> {
                    assertThat(failure.getErrCode()).isEqualTo("Throttling.User");
                    assertThat(failure.getRequestId()).isNotEmpty();
                });
    }

    private static void prepare(
            RpcAcsRequest<?> request, boolean tls, SignatureVersion version, MethodType method, FormatType format) {
        request.setSysProtocol(tls ? ProtocolType.HTTPS : ProtocolType.HTTP);
        request.setSysSignatureVersion(version);
        request.setSysMethod(method);
        request.setSysAcceptFormat(format);
    }

    private static CreateOTAModuleRequest create(String product, String name) {
        CreateOTAModuleRequest request = new CreateOTAModuleRequest();
        request.setProductKey(product);
        request.setModuleName(name);
        request.setAliasName(ALIAS);
        request.setDesc(DESC);
        return request;
    }

    private DefaultAcsClient client(boolean tls, NewAccessKey as) {
        DefaultProfile profile = DefaultProfile.getProfile("cn-shanghai", as.accessKeyId(), as.accessKeySecret());
        HttpClientConfig config = HttpClientConfig.getDefault();
        config.setIgnoreSSLCerts(true);
        profile.setHttpClientConfig(config);
        DefaultProfile.addEndpoint("cn-shanghai", "Iot", endpoint(tls));
        return new DefaultAcsClient(profile);
    }
}
