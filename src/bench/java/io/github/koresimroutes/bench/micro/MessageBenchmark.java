package io.github.koresimroutes.bench.micro;

import io.github.koresimroutes.callback.EventKind;
import io.github.koresimroutes.dispatch.EventMessage;
import io.github.koresimroutes.journal.JournalEntry;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
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

/** To make the message of an event. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MessageBenchmark {

    private static final String JOURNAL = "5a1c3e0e-9f0b-4b57-9d5e-0c3f6a9c2b11";

    private final JournalEntry form = entry(EventKind.SIM_STATUS, Samples.FORM);
    private final JournalEntry json = entry(EventKind.JSON, Samples.JSON);

    private static JournalEntry entry(EventKind kind, String body) {
        return new JournalEntry(1234567, 1, kind, "AC3ba717b1d236e6c4a835e46130267eb4",
                "RQ3ba717b1d236e6c4a835e46130267eb4", Set.of(),
                kind == EventKind.JSON ? null : "HSab3f06be8f5d32caecb91e8a306c6c08",
                kind == EventKind.JSON ? null : "active", Instant.parse("2026-11-24T09:39:22Z"),
                Instant.parse("2026-11-24T09:39:23.456Z"), "application/x-www-form-urlencoded",
                Samples.bytes(body), Map.of());
    }

    @Benchmark
    public EventMessage form() {
        return EventMessage.of(form, JOURNAL, false);
    }

    @Benchmark
    public EventMessage json() {
        return EventMessage.of(json, JOURNAL, false);
    }
}
