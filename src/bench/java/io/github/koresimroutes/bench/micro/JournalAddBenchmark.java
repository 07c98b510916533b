package io.github.koresimroutes.bench.micro;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** To store an event durably: how many are, by so many who wait for theirs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JournalAddBenchmark {

    @Param({"sqlite", "postgresql"})
    private String database;

    private OpenJournal open;

    @Setup
    public void open() throws IOException {
        open = new OpenJournal(database);
    }

    @TearDown
    public void close() throws Exception {
        open.close();
    }

    @Benchmark
    @Threads(1)
    public boolean by1() {
        return open.journal().add(Samples.event());
    }

    @Benchmark
    @Threads(8)
    public boolean by8() {
        return open.journal().add(Samples.event());
    }

    @Benchmark
    @Threads(64)
    public boolean by64() {
        return open.journal().add(Samples.event());
    }
}
