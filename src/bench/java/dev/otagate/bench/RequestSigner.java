package dev.otagate.bench;

import dev.otagate.parameter.Parameters;
import dev.otagate.parameter.SignatureMethod;
import dev.otagate.signature.Signer;
import dev.otagate.signature.StringToSign;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Signs CreateOTAModule requests, on all cores, as a client does: GET, everything in the query. */
final class RequestSigner {
    private static final int RANGE = 4_096;

    private final Products products;

    RequestSigner(Products products) {
        this.products = products;
    }

    /** Requests that create a module each, with unique nonces; good for 15 minutes. */
    SignedRequests creates(int count) {
        return sign(count, "");
    }

    /** Requests whose signature is right and whose ModuleName breaks its rule: rejected last before the store. */
    SignedRequests rejections(int count) {
        return sign(count, "!");
    }

    /** Requests that delete the module of {@link Database#restart} of a product each, to be sent beside creates. */
    SignedRequests deletions(int firstProduct, int count) {
        SignedRequests requests = SignedRequests.beside(count);
        String timestamp = now();
        Signer signer = new Signer();
        for (int i = 0; i < count; i++) {
            requests.put(i, request(signer, "DeleteOTAModule", firstProduct + i, "base-0", timestamp));
        }
        return requests;
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private SignedRequests sign(int count, String nameSuffix) {
        SignedRequests requests = new SignedRequests(count);
        long first = nameSuffix.isEmpty() ? products.take(count) : 0;
        String timestamp = now();
        int ranges = (count + RANGE - 1) / RANGE;
        IntStream.range(0, ranges).parallel().forEach(range -> {
            Signer signer = new Signer();
            for (int i = range * RANGE; i < Math.min(count, (range + 1) * RANGE); i++) {
                long create = first + i;
                String name = Products.moduleName(create) + nameSuffix;
                requests.put(i, request(signer, "CreateOTAModule", products.productOf(create), name, timestamp));
            }
        });
        return requests;
    }

    private byte[] request(Signer signer, String action, int product, String moduleName, String timestamp) {
        Credential owner = products.ownerOf(product);
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("Action", action);
        values.put("SignatureNonce", new UUID(random.nextLong(), random.nextLong()).toString());
        values.put("AccessKeyId", owner.accessKeyId());
        values.put("SignatureMethod", SignatureMethod.HMAC_SHA1.parameterValue());
        values.put("Timestamp", timestamp);
        values.put("ProductKey", Products.key(product));
        values.put("ModuleName", moduleName);
        byte[] stringToSign = StringToSign.of("GET", Parameters.of(values));
        byte[] secret = owner.secret().getBytes(StandardCharsets.UTF_8);
        values.put("Signature", signer.sign(SignatureMethod.HMAC_SHA1, secret, stringToSign));
        StringBuilder head = new StringBuilder(512).append("GET /?");
        String separator = "";
        for (Map.Entry<String, String> value : values.entrySet()) {
            head.append(separator).append(value.getKey()).append('=');
            head.append(StringToSign.percentEncode(value.getValue()));
            separator = "&";
        }
        head.append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
