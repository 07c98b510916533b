package io.github.koresimroutes.journal;

import com.zaxxer.hikari.HikariDataSource;

class SqliteEventReplayTest extends EventReplayContract {

    @Override
    String freshUrl() {
        return TestSqlite.url(folder);
    }

    @Override
    HikariDataSource pool(String url) {
        return TestSqlite.pool(url);
    }
}
