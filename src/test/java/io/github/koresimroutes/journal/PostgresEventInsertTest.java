package io.github.koresimroutes.journal;

import com.zaxxer.hikari.HikariDataSource;

class PostgresEventInsertTest extends EventInsertContract {

    @Override
    HikariDataSource pool() {
        return TestPostgres.pool(TestPostgres.freshUrl());
    }
}
