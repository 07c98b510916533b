package io.github.koresimroutes.journal;

import com.zaxxer.hikari.HikariDataSource;

class MariaDbEventInsertTest extends EventInsertContract {

    @Override
    HikariDataSource pool() {
        return TestMariaDb.pool(TestMariaDb.freshUrl());
    }
}
