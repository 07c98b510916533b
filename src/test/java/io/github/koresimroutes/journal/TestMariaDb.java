package io.github.koresimroutes.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.servers.MariaDbServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One MariaDB for all tests of this JVM, and a fresh database in it for each that asks. */
public final class TestMariaDb {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static MariaDbServer server;

    private TestMariaDb() {
    }

    /** The JDBC URL of a new, empty database; its parameters can be added to with "&". */
    public static String freshUrl() {
        return server().url("journal_" + DATABASES.incrementAndGet());
    }

    /** A pool of a few connections, as a runtime would have it. */
    public static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(1000);
        return new HikariDataSource(config);
    }

    private static synchronized MariaDbServer server() {
        if (server == null) {
            try {
                // In memory, where that can be: what is tested with it is no loss of power.
                Path memory = Path.of("/dev/shm");
                Path directory = Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "kore-mariadb")
                        : Files.createTempDirectory("kore-mariadb");
                server = new MariaDbServer(directory,
                        "--log-bin", "--sync-binlog=1", "--server-id=1");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(server, directory)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return server;
    }

    private static void remove(MariaDbServer server, Path directory) {
        try {
            server.close();
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile)
                        .forEach(File::delete);
            }
        } catch (IOException | InterruptedException e) {
            // It is in memory, or the system clears it away.
        }
    }
}
