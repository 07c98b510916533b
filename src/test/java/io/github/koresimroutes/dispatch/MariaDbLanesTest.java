package io.github.koresimroutes.dispatch;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.TestMariaDb;

class MariaDbLanesTest extends LanesContract {

    @Override
    HikariDataSource freshPool() {
        return TestMariaDb.pool(TestMariaDb.freshUrl());
    }
}
