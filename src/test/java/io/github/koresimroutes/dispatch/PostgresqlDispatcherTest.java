package io.github.koresimroutes.dispatch;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.TestPostgres;

class PostgresqlDispatcherTest extends DispatcherContract {

    @Override
    HikariDataSource freshPool() {
        return TestPostgres.pool(TestPostgres.freshUrl());
    }
}
