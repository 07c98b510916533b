package io.github.koresimroutes.journal;

import com.zaxxer.hikari.HikariDataSource;

class PostgresEventReplayTest extends EventReplayContract {

    @Override
    String freshUrl() {
        return TestPostgres.freshUrl();
    }

    @Override
    HikariDataSource pool(String url) {
        return TestPostgres.pool(url);
    }
}
