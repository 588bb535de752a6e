package dev.otagate.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.iot20180120.Client;
import com.aliyun.iot20180120.models.CreateOTAModuleRequest;
import com.aliyun.iot20180120.models.CreateOTAModuleResponseBody;
import com.aliyun.iot20180120.models.CreateProductRequest;
import com.aliyun.iot20180120.models.CreateProductResponseBody;
import com.aliyun.iot20180120.models.DeleteOTAModuleRequest;
import com.aliyun.iot20180120.models.DeleteProductRequest;
import com.aliyun.iot20180120.models.ListOTAModuleByProductRequest;
import com.aliyun.iot20180120.models.QueryProductListRequest;
import com.aliyun.iot20180120.models.QueryProductListResponseBody.QueryProductListResponseBodyData;
import com.aliyun.iot20180120.models.QueryProductRequest;
import com.aliyun.iot20180120.models.UpdateOTAModuleRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teautil.models.RuntimeOptions;
import dev.otagate.account.Account;
import dev.otagate.account.NewAccessKey;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vendor's current SDK (iot20180120), unchanged but for its endpoint; "v2" is its older signature. */
class TeaSdkIT extends SdkTest {
    @ParameterizedTest
    @CsvSource({"false, ACS3-HMAC-SHA256", "false, v2", "true, ACS3-HMAC-SHA256", "true, v2"})
    void createsListsUpdatesAndDeletes(boolean tls, String signature) throws Exception {
        Client client = client(tls, signature, key);
        RuntimeOptions options = new RuntimeOptions();
        options.ignoreSSL = true;
        String product = http.product(account);

        CreateOTAModuleResponseBody created = client.createOTAModuleWithOptions(create(product, "ble"), options)
                .getBody();
        assertThat(created.getSuccess()).isTrue();
        assertThat(created.getRequestId()).matches("[0-9A-F-]{36}");
        assertThat(client.createOTAModuleWithOptions(create(product, "BLE"), options)
                        .getBody()
                        .getCode())
                .isEqualTo("iot.ota.AlreadyExistedModuleName");
        ListOTAModuleByProductRequest list = new ListOTAModuleByProductRequest().setProductKey(product);
        assertThat(client.listOTAModuleByProductWithOptions(list, options)
                        .getBody()
                        .getData())
                .singleElement()
                .satisfies(module -> {
                    assertThat(module.getModuleName()).isEqualTo("ble");
                    assertThat(module.getAliasName()).isEqualTo(ALIAS);
                    assertThat(module.getDesc()).isEqualTo(DESC);
                });
        UpdateOTAModuleRequest update = new UpdateOTAModuleRequest()
                .setProductKey(product)
                .setModuleName("ble")
                .setDesc("changed");
        assertThat(client.updateOTAModuleWithOptions(update, options).getBody().getSuccess())
                .isTrue();
        DeleteOTAModuleRequest delete =
                new DeleteOTAModuleRequest().setProductKey(product).setModuleName("ble");
        assertThat(client.deleteOTAModuleWithOptions(delete, options).getBody().getSuccess())
                .isTrue();
        assertThat(client.listOTAModuleByProductWithOptions(list, options)
                        .getBody()
                        .getData())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false, ACS3-HMAC-SHA256", "false, v2", "true, ACS3-HMAC-SHA256", "true, v2"})
    void provisionsProducts(boolean tls, String signature) throws Exception {
        Client client = client(tls, signature, http.key(http.account()));
        RuntimeOptions options = new RuntimeOptions();
        options.ignoreSSL = true;
        CreateProductResponseBody created = client.createProductWithOptions(
                        new CreateProductRequest().setProductName("灯泡_1").setNodeType(0), options)
                .getBody();
        assertThat(created.getSuccess()).isTrue();
        assertThat(created.getProductKey()).hasSize(11);
        assertThat(created.getData().getProductKey()).isEqualTo(created.getProductKey());
        String product = created.getProductKey();

        assertThat(client.queryProductWithOptions(new QueryProductRequest().setProductKey(product), options)
                        .getBody()
                        .getData()
                        .getProductName())
                .isEqualTo("灯泡_1");
        QueryProductListResponseBodyData page = client.queryProductListWithOptions(
                        new QueryProductListRequest().setCurrentPage(1).setPageSize(10), options)
                .getBody()
                .getData();
        assertThat(page.getTotal()).isOne();
        assertThat(page.getList().getProductInfo())
                .singleElement()
                .satisfies(listed -> assertThat(listed.getProductKey()).isEqualTo(product));
        DeleteProductRequest delete = new DeleteProductRequest().setProductKey(product);
        assertThat(client.deleteProductWithOptions(delete, options).getBody().getSuccess())
                .isTrue();
        assertThat(client.deleteProductWithOptions(delete, options).getBody().getCode())
                .isEqualTo("iot.prod.NotExistedProduct");
    }

    @ParameterizedTest
    @CsvSource({"ACS3-HMAC-SHA256", "v2"})
    void learnsWhyItIsRejected(String signature) throws Exception {
        String product = http.product(account);
        CreateOTAModuleResponseBody invalid = client(false, signature, key)
                .createOTAModule(create(product, "b!e"))
                .getBody();
        assertThat(invalid.getSuccess()).isFalse();
        assertThat(invalid.getCode()).isEqualTo("iot.ota.InvalidFormattedModuleName");
        assertThat(invalid.getErrorMessage()).contains("ModuleName");

        Client wrong = client(false, signature, new NewAccessKey(key.accessKeyId(), "wrong"));
        assertThatThrownBy(() -> wrong.createOTAModule(create(product, "x")))
                .isInstanceOfSatisfying(
                        TeaException.class,
                        failure -> assertThat(failure.getCode()).isEqualTo("SignatureDoesNotMatch"));
    }

    @Test
    void learnsThatItIsThrottled() throws Exception {
        Account slow = http.account(OptionalInt.of(1), OptionalInt.of(1));
        Client client = client(false, "ACS3-HMAC-SHA256", http.key(slow));
        String product = http.product(slow);
        assertThat(client.createOTAModule(create(product, "a")).getBody().getSuccess())
                .isTrue();

        assertThatThrownBy(() -> client.createOTAModule(create(product, "b")))
                .isInstanceOfSatisfying(
                        TeaException.class,
                        failure -> assertThat(failure.getCode()).isEqualTo("Throttling.User"));
    }

    private static CreateOTAModuleRequest create(String product, String name) {
        return new CreateOTAModuleRequest()
                .setProductKey(product)
                .setModuleName(name)
                .setAliasName(ALIAS)
                .setDesc(DESC);
    }

    private Client client(boolean tls, String signature, NewAccessKey as) throws Exception {
        return new Client(new Config()
                .setAccessKeyId(as.accessKeyId())
                .setAccessKeySecret(as.accessKeySecret())
                .setSignatureAlgorithm(signature)
                .setEndpoint(endpoint(tls))
                .setProtocol(tls ? "https" : "http"));
    }
}
