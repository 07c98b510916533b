package io.github.koresimroutes.journal;

import com.zaxxer.hikari.HikariDataSource;

class MariaDbRouteSetsTest extends RouteSetsContract {

    @Override
    HikariDataSource freshPool() {
        return TestMariaDb.pool(TestMariaDb.freshUrl());
    }
}
