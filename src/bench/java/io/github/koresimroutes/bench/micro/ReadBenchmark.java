package io.github.koresimroutes.bench.micro;

import io.github.koresimroutes.callback.CallbackReader;
import io.github.koresimroutes.callback.CallbackRefusedException;
import io.github.koresimroutes.callback.FormBody;
import io.github.koresimroutes.callback.JsonBody;
import io.github.koresimroutes.callback.SimEvent;
import io.github.koresimroutes.callback.VerifiedCallback;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** To make the event of a verified request, and the parts of that. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadBenchmark {

    private final CallbackReader reader = Samples.reader();
    private final byte[] formBody = Samples.bytes(Samples.FORM);
    private final byte[] escapedBody = Samples.bytes(Samples.ESCAPED_FORM);
    private final byte[] jsonBody = Samples.bytes(Samples.JSON);
    private VerifiedCallback form;
    private VerifiedCallback json;

    @Setup
    public void verify() throws CallbackRefusedException {
        form = Samples.verifier("current").verify(Samples.form());
        json = Samples.verifier("current").verify(Samples.json());
    }

    @Benchmark
    public SimEvent form() throws CallbackRefusedException {
        return reader.read(form);
    }

    @Benchmark
    public SimEvent json() throws CallbackRefusedException {
        return reader.read(json);
    }

    @Benchmark
    public Map<String, String> formBody() throws CallbackRefusedException {
        return FormBody.parse(formBody);
    }

    @Benchmark
    public Map<String, String> formBodyWithEscapes() throws CallbackRefusedException {
        return FormBody.parse(escapedBody);
    }

    @Benchmark
    public Optional<byte[]> jsonMinified() {
        return JsonBody.minify(jsonBody);
    }

    @Benchmark
    public Optional<byte[]> jsonReserialised() {
        return JsonBody.reserialise(jsonBody);
    }
}
