/** Samples with the vendor's SDKs for Java. They sign and name the version by themselves, so the response is in Alibaba's dialect. */

const SECRET = 'OTAGATE_ACCESS_KEY_SECRET';
const VERSION = '2018-01-20';

const literal = JSON.stringify;

function puts(parameters, line) {
  return Object.entries(parameters)
    .map(([name, value]) => `        ${line(literal(name), literal(value))}`)
    .join('\n');
}

/** The classic SDK. */
export function classicSdk({ operation, parameters, endpoint, accessKeyId, method, format }) {
  const { host, protocol } = new URL(endpoint);
  return `// Needs com.aliyun:aliyun-java-sdk-core. The secret is in ${SECRET}.
import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;

public class ${operation}Sample {
    public static void main(String[] arguments) throws Exception {
        DefaultAcsClient client = new DefaultAcsClient(DefaultProfile.getProfile(
                "cn-shanghai", ${literal(accessKeyId)}, System.getenv("${SECRET}")));
        CommonRequest request = new CommonRequest();
        request.setSysDomain(${literal(host)});
        request.setSysProtocol(ProtocolType.${protocol === 'https:' ? 'HTTPS' : 'HTTP'});
        request.setSysMethod(MethodType.${method});
        request.setSysVersion("${VERSION}");
        request.setSysAction(${literal(operation)});
        request.putQueryParameter("Format", ${literal(format)});
${puts(parameters, (name, value) => `request.putQueryParameter(${name}, ${value});`)}
        System.out.println(client.getCommonResponse(request).getData());
        client.shutdown();
    }
}
`;
}

/** The Tea SDK, which signs with ACS3-HMAC-SHA256. */
export function teaSdk({ operation, parameters, endpoint, accessKeyId, method }) {
  const { host, protocol } = new URL(endpoint);
  return `// Needs com.aliyun:tea-openapi. The secret is in ${SECRET}.
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import java.util.HashMap;
import java.util.Map;

public class ${operation}Sample {
    public static void main(String[] arguments) throws Exception {
        Client client = new Client(new Config()
                .setAccessKeyId(${literal(accessKeyId)})
                .setAccessKeySecret(System.getenv("${SECRET}"))
                .setEndpoint(${literal(host)})
                .setProtocol("${protocol === 'https:' ? 'HTTPS' : 'HTTP'}"));
        Params operation = new Params()
                .setAction(${literal(operation)})
                .setVersion("${VERSION}")
                .setProtocol("${protocol === 'https:' ? 'HTTPS' : 'HTTP'}")
                .setPathname("/")
                .setMethod("${method}")
                .setAuthType("AK")
                .setStyle("RPC")
                .setReqBodyType("formData")
                .setBodyType("json");
        Map<String, String> query = new HashMap<>();
${puts(parameters, (name, value) => `query.put(${name}, ${value});`)}
        System.out.println(client.callApi(operation, new OpenApiRequest().setQuery(query), new RuntimeOptions()));
    }
}
`;
}
