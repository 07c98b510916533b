package io.github.koresimroutes.journal;

import com.zaxxer.hikari.HikariDataSource;

class MariaDbEventReplayTest extends EventReplayContract {

    @Override
    String freshUrl() {
        return TestMariaDb.freshUrl();
    }

    @Override
    HikariDataSource pool(String url) {
        return TestMariaDb.pool(url);
    }
}
