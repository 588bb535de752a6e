package dev.otagate.response;

import dev.otagate.failure.ErrorCode;
import dev.otagate.failure.Failure;
import dev.otagate.parameter.Parameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From what is to be told to the octets of the response. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ResponseBenchmark {
    private static final String REQUEST_ID = "d2fce065-8238-4ee2-a793-0226f69b0542";

    private final Dialects dialects = new Dialects(Optional.empty());
    private final Parameters tuya = Parameters.of(Map.of());
    private final Parameters alibaba = Parameters.of(Map.of("Version", "2018-01-20", "Format", "JSON"));
    private final Parameters alibabaXml = Parameters.of(Map.of("Version", "2018-01-20"));
    private final Response success = respond(Optional.empty(), Map.of());
    private final Response rejection = respond(Optional.of(Failure.of(ErrorCode.MODULE_NAME_TAKEN)), Map.of());
    private final Response list = respond(Optional.empty(), Map.of("data", Collections.nCopies(10, module())));

    private static Response respond(Optional<Failure> failure, Map<String, Object> fields) {
        return new Response(REQUEST_ID, "CreateOTAModule", () -> "127.0.0.1:8686", failure, fields);
    }

    private static Map<String, Object> module() {
        Map<String, Object> module = new LinkedHashMap<>();
        module.put("aliasName", "蓝牙模块");
        module.put("desc", "BLE module");
        module.put("gmtCreate", "2026-11-23T15:51Z");
        module.put("gmtModified", "2026-11-23T15:51Z");
        module.put("moduleName", "ble");
        module.put("productKey", "a1uctKe0000");
        return module;
    }

    /** Tuya's dialect: created. */
    @Benchmark
    public Object success() {
        return dialects.encode(success, tuya, name -> null);
    }

    /** Alibaba's dialect in JSON: the name is taken. */
    @Benchmark
    public Object rejection() {
        return dialects.encode(rejection, alibaba, name -> null);
    }

    /** Tuya's dialect: ten modules. */
    @Benchmark
    public Object listOfTen() {
        return dialects.encode(list, tuya, name -> null);
    }

    /** Alibaba's dialect in XML: ten modules. */
    @Benchmark
    public Object listOfTenXml() {
        return dialects.encode(list, alibabaXml, name -> null);
    }
}
