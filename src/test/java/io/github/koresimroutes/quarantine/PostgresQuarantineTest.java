package io.github.koresimroutes.quarantine;

import com.zaxxer.hikari.HikariDataSource;
import io.github.koresimroutes.journal.TestPostgres;

class PostgresQuarantineTest extends QuarantineContract {

    @Override
    HikariDataSource newPool() {
        return TestPostgres.pool(TestPostgres.freshUrl());
    }
}
