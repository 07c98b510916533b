package io.github.koresimroutes.dispatch;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.TestMariaDb;

class MariaDbDispatcherTest extends DispatcherContract {

    @Override
    HikariDataSource freshPool() {
        return TestMariaDb.pool(TestMariaDb.freshUrl());
    }
}
