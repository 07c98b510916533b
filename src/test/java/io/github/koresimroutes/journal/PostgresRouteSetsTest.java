package io.github.koresimroutes.journal;

import com.zaxxer.hikari.HikariDataSource;

class PostgresRouteSetsTest extends RouteSetsContract {

    @Override
    HikariDataSource freshPool() {
        return TestPostgres.pool(TestPostgres.freshUrl());
    }
}
