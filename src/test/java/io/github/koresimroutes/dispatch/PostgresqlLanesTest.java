package io.github.koresimroutes.dispatch;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.TestPostgres;

class PostgresqlLanesTest extends LanesContract {

    @Override
    HikariDataSource freshPool() {
        return TestPostgres.pool(TestPostgres.freshUrl());
    }
}
