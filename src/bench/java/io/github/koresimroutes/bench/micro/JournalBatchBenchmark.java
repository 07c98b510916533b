package io.github.koresimroutes.bench.micro;

import io.github.koresimroutes.journal.JournalEntry;
import io.github.koresimroutes.journal.Sent;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the dispatch asks of the journal for each of its batches. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = JournalBatchBenchmark.WARM_UP)
@Measurement(iterations = JournalBatchBenchmark.MEASURED)
public class JournalBatchBenchmark {

    static final int WARM_UP = 30;
    static final int MEASURED = 30;

    private static final int BATCH = 500;
    /** A batch is marked once, so there is one for each time; at the end some still wait. */
    private static final int EVENTS = BATCH * (WARM_UP + MEASURED + 10);
    private static final String ROUTE_SET = "0123456789ab";

    @Param({"sqlite", "postgresql"})
    private String database;

    private OpenJournal open;
    private List<Sent> next;

    @Setup
    public void open() throws Exception {
        open = new OpenJournal(database);
        ExecutorService threads = Executors.newFixedThreadPool(64);
        Callable<Boolean> add = () -> open.journal().add(Samples.event());
        for (Future<Boolean> added : threads.invokeAll(
                IntStream.range(0, EVENTS).mapToObj(any -> add).toList())) {
            added.get();
        }
        threads.shutdown();
    }

    @Setup(Level.Iteration)
    public void look() throws SQLException {
        next = waiting().stream().map(JournalEntry::sent).toList();
        if (next.size() != BATCH) {
            throw new IllegalStateException("only " + next.size() + " events wait");
        }
    }

    @TearDown
    public void close() throws Exception {
        open.close();
    }

    @Benchmark
    public List<JournalEntry> waiting() throws SQLException {
        return open.journal().database().inTransaction(connection ->
                open.journal().waiting(connection, 0, 1, BATCH));
    }

    @Benchmark
    public Object markDispatched() throws SQLException {
        return open.journal().database().inTransaction(connection -> {
            open.journal().markDispatched(connection, next, ROUTE_SET);
            return next;
        });
    }
}
