package io.github.koresimroutes.bench.micro;

import io.github.koresimroutes.callback.CallbackRefusedException;
import io.github.koresimroutes.callback.CallbackRequest;
import io.github.koresimroutes.callback.CallbackSignature;
import io.github.koresimroutes.callback.CallbackVerifier;
import io.github.koresimroutes.callback.VerifiedCallback;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** To find out whether KORE signed a request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VerifyBenchmark {

    private final CallbackVerifier verifier = Samples.verifier("current");
    private final CallbackVerifier rotation = Samples.verifier("next", "current", "previous");
    private final CallbackRequest form = Samples.form();
    private final CallbackRequest json = Samples.json();
    /** Signed minified and sent with white space: the bytes as received do not verify. */
    private final CallbackRequest spacedJson = Samples.request("application/json",
            Samples.bytes(Samples.JSON.replace(",\"", ", \"")), Samples.bytes(Samples.JSON));
    private final CallbackRequest forged =
            Samples.request("application/x-www-form-urlencoded; charset=utf-8",
                    Samples.bytes(Samples.FORM + "&X=1"), Samples.bytes(Samples.FORM));
    private final byte[] secret = Samples.bytes(Samples.SECRET);

    /** The signature alone: the part that SHA-256 takes. */
    @Benchmark
    public boolean signature() {
        return CallbackSignature.matches(
                form.signatures().get(0), secret, "POST", Samples.URL, form.body());
    }

    @Benchmark
    public VerifiedCallback form() throws CallbackRefusedException {
        return verifier.verify(form);
    }

    @Benchmark
    public VerifiedCallback formOfThreeSecrets() throws CallbackRefusedException {
        return rotation.verify(form);
    }

    @Benchmark
    public VerifiedCallback json() throws CallbackRefusedException {
        return verifier.verify(json);
    }

    @Benchmark
    public VerifiedCallback spacedJson() throws CallbackRefusedException {
        return verifier.verify(spacedJson);
    }

    @Benchmark
    public Object forged() {
        try {
            return verifier.verify(forged);
        } catch (CallbackRefusedException e) {
            return e;
        }
    }
}
