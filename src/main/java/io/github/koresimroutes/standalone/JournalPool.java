package io.github.koresimroutes.standalone;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.github.koresimroutes.journal.SqliteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The connections to the journal's database. */
final class JournalPool {

    static final String DEFAULT_URL = "jdbc:sqlite:data/journal.db";
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String MARIADB = "jdbc:mariadb:";
    private static final String SQLITE_READ_WRITE_NEVER_CREATE = "2";
    // Within kore.journal.accept-timeout, so that a callback is told the reason and not "too slow".
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    // A connection that fell silent is given up within this time, and a new one tried.
    private static final int VALIDATION_TIMEOUT_MILLIS = 1_000;

    private JournalPool() {
    }

    /** Opens the pool and one connection, so that a wrong setting shows now and not later. */
    static HikariDataSource open(StandaloneSettings settings) {
        HikariConfig config = config(settings);
        String url = config.getJdbcUrl();
        int size = settings.number("kore.journal.pool-size", 4, 1, 100);
        if (url.startsWith(SQLITE)) {
            // Within kore.journal.accept-timeout, too, and what the health check waits.
            sqlite(config, "1500");
            sqliteFile(url).ifPresent(file -> {
                Directories.create(file.getParent(), "kore.journal.url");
                makeOnce(config, file);
            });
        } else {
            config.setMaximumPoolSize(size);
            postgresql(config, "10");
            mariadb(config, "10000");
        }
        return open(config, url);
    }

    /**
     * One connection for a command. It makes no database, and changes nothing about the one that is
     * there; it waits longer than an instance would for others.
     */
    static HikariDataSource openExisting(StandaloneSettings settings) {
        HikariConfig config = config(settings);
        String url = config.getJdbcUrl();
        config.setMaximumPoolSize(1);
        if (url.startsWith(SQLITE)) {
            sqlite(config, "30000");
            config.addDataSourceProperty("open_mode", SQLITE_READ_WRITE_NEVER_CREATE);
            sqliteFile(url).filter(JournalPool::isNothing).ifPresent(file -> {
                throw new StartException("there is no journal " + file + " yet."
                        + "\nIs kore.journal.url right, and --config? The journal is made when"
                        + " kore-sim first runs.");
            });
        } else {
            postgresql(config, "60");
            mariadb(config, "60000");
        }
        return open(config, url);
    }

    private static HikariConfig config(StandaloneSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("kore-journal");
        config.setJdbcUrl(Urls.withoutUser("kore.journal.url",
                settings.text("kore.journal.url", DEFAULT_URL)));
        config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        config.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        settings.text("kore.journal.user").ifPresent(config::setUsername);
        settings.secret("kore.journal.password").ifPresent(config::setPassword);
        return config;
    }

    private static void sqlite(HikariConfig config, String busyMillis) {
        // SQLite has one writer at a time. A second connection would only wait for the first.
        config.setMaximumPoolSize(1);
        SqliteSettings.asMap().forEach(config::addDataSourceProperty);
        config.addDataSourceProperty("busy_timeout", busyMillis);
    }

    /** Empty where the URL names no file, as for a database in memory. */
    static Optional<Path> sqliteFile(String url) {
        String file = url.substring(SQLITE.length()).replaceFirst("^file:", "")
                .replaceFirst("\\?.*$", "");
        return file.isEmpty() || file.startsWith(":")
                ? Optional.empty() : Optional.of(Path.of(file).toAbsolutePath());
    }

    /**
     * Makes the file now, if there is none, and never later: a connection that the pool opens after
     * the file was deleted would make an empty one in its place.
     */
    private static void makeOnce(HikariConfig config, Path file) {
        try {
            Directories.createFile(file);
        } catch (IOException e) {
            // It is there, or SQLite says why it cannot be.
        }
        config.addDataSourceProperty("open_mode", SQLITE_READ_WRITE_NEVER_CREATE);
    }

    private static boolean isNothing(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            return Files.notExists(file);
        }
    }

    private static void postgresql(HikariConfig config, String silenceSeconds) {
        if (!config.getJdbcUrl().startsWith(POSTGRESQL)) {
            return;
        }
        // A process that stands still in a transaction would hold its lane's row for ever.
        config.setConnectionInitSql("SET idle_in_transaction_session_timeout = '15s'");
        config.addDataSourceProperty("ApplicationName", "kore-sim-routes");
        config.addDataSourceProperty("connectTimeout", "2");
        // Without it a database that vanishes holds a thread for hours.
        config.addDataSourceProperty("socketTimeout", silenceSeconds);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // Rewritten batches hide which row was new and which was a duplicate.
        config.addDataSourceProperty("reWriteBatchedInserts", "false");
    }

    private static void mariadb(HikariConfig config, String silenceMillis) {
        if (!config.getJdbcUrl().startsWith(MARIADB)) {
            return;
        }
        // Else each transaction would ask for it.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // A process that stands still in a transaction would hold its lane's row for ever. Who waits
        // for such a lock is told so before the connection is given up.
        config.setConnectionInitSql(
                "SET SESSION idle_transaction_timeout = 15, innodb_lock_wait_timeout = 5");
        config.addDataSourceProperty("connectTimeout", "2000");
        config.addDataSourceProperty("socketTimeout", silenceMillis);
        // The counts of a batch tell which row was changed.
        config.addDataSourceProperty("useBulkStmts", "false");
        // No server may ask for a file of this machine.
        config.addDataSourceProperty("allowLocalInfile", "false");
    }

    private static HikariDataSource open(HikariConfig config, String url) {
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw failed(url, e);
        }
    }

    /** Some drivers quote the URL in their reason, and it may hold a password. */
    private static StartException failed(String url, RuntimeException e) {
        boolean quotes = url.contains("?") && innermost(e).contains(url.replaceFirst("^[^?]*", ""));
        String reason = quotes ? "the driver does not take the URL" : innermost(e);
        RuntimeException cause = quotes ? null : e;
        if (e instanceof PoolInitializationException) {
            return new StartException("the journal's database " + withoutParameters(url)
                    + " cannot be opened: " + reason
                    + "\nSettings: kore.journal.url, .user, .password or .password-file.", cause);
        }
        return new StartException("the journal's database cannot be opened: " + reason
                + "\nCheck kore.journal.url, and that lib/ holds the JDBC driver for it.", cause);
    }

    /** Parameters may hold a password. */
    private static String withoutParameters(String url) {
        return url.replaceFirst("\\?.*$", "");
    }

    private static String innermost(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getMessage() == null ? last.toString() : last.getMessage();
    }
}
