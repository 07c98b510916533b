package io.github.koresimroutes.bench.micro;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.EventJournal;
import io.github.koresimroutes.journal.JournalSettings;
import io.github.koresimroutes.journal.TestPostgres;
import io.github.koresimroutes.journal.TestSqlite;
import io.github.koresimroutes.servers.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/** An empty journal in a database of its own that waits for the disk, as a real one does. */
final class OpenJournal implements AutoCloseable {

    private static final JournalSettings SETTINGS =
            new JournalSettings(true, Duration.ofSeconds(20), 10_000, 200);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final EventJournal journal;

    /** @param database {@code sqlite} or {@code postgresql} */
    OpenJournal(String database) throws IOException {
        // A benchmark that fails is not torn down, and its server would outlive it.
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        Path folder = Files.createTempDirectory("kore-micro");
        open.push(() -> remove(folder));
        HikariDataSource pool;
        if (database.equals("sqlite")) {
            pool = TestSqlite.pool(TestSqlite.url(folder));
        } else {
            PostgresServer server = new PostgresServer(folder);
            open.push(server);
            pool = TestPostgres.pool(server.url());
        }
        open.push(pool);
        journal = EventJournal.open(SETTINGS, pool);
        open.push(journal);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    EventJournal journal() {
        return journal;
    }

    private void end() {
        try {
            close();
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    @Override
    public synchronized void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
