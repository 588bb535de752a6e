package dev.otagate.signature;

import dev.otagate.parameter.Parameters;
import dev.otagate.parameter.RequestSignature;
import dev.otagate.parameter.SampleRequest;
import dev.otagate.parameter.SignatureMethod;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Canonicalising, signing and comparing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SignatureBenchmark {
    private final Parameters parameters = SampleRequest.parameters();
    private final byte[] stringToSign = StringToSign.of("GET", parameters);
    private final String wrong = "kjMEga5o57PHkAYU4KI+7KQ/Nh0=";
    private final Signer signer = new Signer();
    private final Acs3Signature acs3 = new Acs3Signature();
    private final RequestHashes hashes = new RequestHashes();
    private final RequestSignature.Acs3 acs3Request = new RequestSignature.Acs3(
            List.of(
                    "host",
                    "x-acs-action",
                    "x-acs-content-sha256",
                    "x-acs-date",
                    "x-acs-signature-nonce",
                    "x-acs-version"),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
    private final Map<String, String> headers = Map.of(
            "host", "127.0.0.1:8686",
            "x-acs-action", "CreateOTAModule",
            "x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "x-acs-date", "2026-11-23T15:51:40Z",
            "x-acs-signature-nonce", "d2fce06582384ee2a7930226f69b0542",
            "x-acs-version", "2018-01-20");

    /** The string to sign of a request of ten parameters. */
    @Benchmark
    public Object canonicalise() {
        return StringToSign.of("GET", parameters);
    }

    /** HMAC-SHA1 over it, and the comparison. */
    @Benchmark
    public boolean verifySha1() {
        return signer.verify(SignatureMethod.HMAC_SHA1, SampleRequest.SECRET, stringToSign, wrong);
    }

    /** HMAC-SHA256 over it, and the comparison. */
    @Benchmark
    public boolean verifySha256() {
        return signer.verify(SignatureMethod.HMAC_SHA256, SampleRequest.SECRET, stringToSign, wrong);
    }

    /** Canonicalising and verifying ACS3-HMAC-SHA256. */
    @Benchmark
    public boolean verifyAcs3() {
        return acs3.verify(
                SampleRequest.SECRET, acs3.stringToSign("GET", parameters, headers::get, acs3Request), acs3Request);
    }

    /** The nonce's name in the ledger. */
    @Benchmark
    public Object nameNonce() {
        return hashes.ofNonce("LTAI1Sd02OZ0xC3TuURElQDG", "d2fce065-8238-4ee2-a793-0226f69b0542");
    }
}
