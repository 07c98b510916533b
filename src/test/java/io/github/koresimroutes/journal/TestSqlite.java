package io.github.koresimroutes.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;

/** SQLite files as the standalone run opens them. */
public final class TestSqlite {

    private TestSqlite() {
    }

    public static String url(Path folder) {
        return "jdbc:sqlite:" + folder.resolve("journal.db");
    }

    /** One connection: the pool is the lock of the one writer. */
    public static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setDriverClassName("org.sqlite.JDBC");
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(10_000);
        config.setDataSourceProperties(SqliteSettings.asProperties());
        return new HikariDataSource(config);
    }
}
