package io.github.koresimroutes.standalone;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.github.koresimroutes.journal.SqliteSettings;
import java.nio.file.Path;

/** The connections to the journal's database. */
final class JournalPool {

    static final String DEFAULT_URL = "jdbc:sqlite:data/journal.db";
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    // Within kore.journal.accept-timeout, so that a callback is told the reason and not "too slow".
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    // A connection that fell silent is given up within this time, and a new one tried.
    private static final int VALIDATION_TIMEOUT_MILLIS = 1_000;

    private JournalPool() {
    }

    /** Opens the pool and one connection, so that a wrong setting shows now and not later. */
    static HikariDataSource open(StandaloneSettings settings) {
        String url = settings.text("kore.journal.url", DEFAULT_URL);
        HikariConfig config = new HikariConfig();
        config.setPoolName("kore-journal");
        config.setJdbcUrl(url);
        config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        config.setValidationTimeout(VALIDATION_TIMEOUT_MILLIS);
        settings.text("kore.journal.user").ifPresent(config::setUsername);
        settings.secret("kore.journal.password").ifPresent(config::setPassword);
        int size = settings.number("kore.journal.pool-size", 4, 1, 100);
        if (url.startsWith(SQLITE)) {
            sqlite(url, config);
        } else {
            config.setMaximumPoolSize(size);
            if (url.startsWith(POSTGRESQL)) {
                postgresql(config);
            }
        }
        return open(config, url);
    }

    private static void sqlite(String url, HikariConfig config) {
        // SQLite has one writer at a time. A second connection would only wait for the first.
        config.setMaximumPoolSize(1);
        SqliteSettings.asMap().forEach(config::addDataSourceProperty);
        String file = url.substring(SQLITE.length()).replaceFirst("^file:", "")
                .replaceFirst("\\?.*$", "");
        if (!file.isEmpty() && !file.startsWith(":")) {
            Directories.create(Path.of(file).toAbsolutePath().getParent(), "kore.journal.url");
        }
    }

    private static void postgresql(HikariConfig config) {
        config.addDataSourceProperty("ApplicationName", "kore-sim-routes");
        config.addDataSourceProperty("connectTimeout", "2");
        // Without it a database that vanishes holds a thread for hours. In seconds.
        config.addDataSourceProperty("socketTimeout", "10");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // Rewritten batches hide which row was new and which was a duplicate.
        config.addDataSourceProperty("reWriteBatchedInserts", "false");
    }

    private static HikariDataSource open(HikariConfig config, String url) {
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new StartException("the journal's database " + withoutParameters(url)
                    + " cannot be opened: " + innermost(e)
                    + "\nSettings: kore.journal.url, .user, .password or .password-file.", e);
        } catch (RuntimeException e) {
            throw new StartException("the journal's database cannot be opened: " + innermost(e)
                    + "\nCheck kore.journal.url, and that lib/ holds the JDBC driver for it.", e);
        }
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
